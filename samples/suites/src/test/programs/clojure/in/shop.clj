(ns shop
  (:require [clojure.string :as str]
            [clojure.set :as set]
            [clojure.pprint :refer [pprint]]))

(defprotocol Priced (price [this]))
(defrecord Ware [name cents] Priced (price [_] (/ cents 100)))
(defmulti label :kind)
(defmethod label :default [ware] (str "a " (:name ware)))
(defmethod label :rare [ware] (str/upper-case (:name ware)))

(def wares [(->Ware "tea" 250) (assoc (->Ware "gold" 99999) :kind :rare) (->Ware "salt" 33)])
(pprint (sort-by :cents (map #(select-keys % [:name :cents]) wares)))
(println (map label wares) (reduce + (map price wares)))
(println (into (sorted-map) (group-by count (str/split "a bb cc ddd" #" "))))
(println (set/union #{1} #{2}) (take 5 (iterate #(* 2N %) 1)) (re-seq #"\d+" "a1b22"))
(let [total (atom 0)]
  (run! deref (mapv #(future (swap! total + %)) (range 10)))
  (println @total))
(try (/ 1 0) (catch ArithmeticException e (println (.getMessage e))))
(shutdown-agents)
