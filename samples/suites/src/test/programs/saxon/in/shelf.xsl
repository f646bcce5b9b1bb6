<xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform" version="3.0"
    xmlns:map="http://www.w3.org/2005/xpath-functions/map" exclude-result-prefixes="#all"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" expand-text="yes">
  <xsl:output method="html" indent="yes"/>
  <xsl:param name="least" as="xs:integer" select="1800"/>
  <xsl:key name="by" match="book" use="@author"/>
  <xsl:template match="/shelf">
    <html><body>
      <xsl:for-each-group select="book[xs:integer(@year) ge $least]" group-by="@author">
        <xsl:sort select="current-grouping-key()"/>
        <h1>{current-grouping-key()}</h1>
        <ul><xsl:apply-templates select="current-group()"><xsl:sort select="@year" data-type="number"/></xsl:apply-templates></ul>
      </xsl:for-each-group>
      <p>{string-join(for $b in book return upper-case($b), ' / ')} {format-date(xs:date('2024-02-29'), '[D1o] [MNn], [Y]')}
        {map:size(map{'a': 1, 'b': [1, 2]})} {tokenize('a1b22c', '[0-9]+')} {key('by', 'Joyce')/@year}</p>
    </body></html>
  </xsl:template>
  <xsl:template match="book"><li>{.} ({@year}, {format-number(@price, '#,##0.00')})</li></xsl:template>
</xsl:stylesheet>
