require 'json'
require 'set'

Word = Struct.new(:text, :count)

text = "the quick brown fox jumps over the lazy dog the end"
words = text.split.group_by(&:itself).map { |word, all| Word.new(word, all.size) }
words.sort_by { |word| [-word.count, word.text] }.each { |word| puts format('%-6s %d', word.text, word.count) }
puts JSON.pretty_generate(words.first(3).map(&:to_h))
puts Set[3, 1, 2].sort.inspect, 2**100, "äöü".upcase, Time.at(0).utc.strftime('%Y-%m-%d')
puts (1..Float::INFINITY).lazy.select(&:even?).map { |n| n * n }.first(5).inspect
begin
  Integer('x')
rescue ArgumentError => e
  puts e.message
end
