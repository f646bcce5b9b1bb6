// What scripts of the js tool find ready to use.
function range(n) { return Array.from({length: n}, function (_, i) { return i; }); }
function sum(numbers) { return numbers.reduce(function (a, b) { return a + b; }, 0); }
