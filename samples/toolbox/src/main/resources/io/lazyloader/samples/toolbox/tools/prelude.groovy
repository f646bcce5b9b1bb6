// What scripts of the groovy tool find ready to use.
days = { String from, String to -> LocalDate.parse(to).toEpochDay() - LocalDate.parse(from).toEpochDay() }
mean = { Collection<? extends Number> numbers -> numbers.sum() / numbers.size() }
