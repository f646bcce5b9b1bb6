<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:output method="text"/>
  <xsl:strip-space elements="*"/>

  <xsl:template match="*">
    <xsl:value-of select="string-join((1 to count(ancestor::*)) ! '  ') || name()"/>
    <xsl:for-each select="@*">
      <xsl:sort select="name()"/>
      <xsl:value-of select="' ' || name() || '=' || ."/>
    </xsl:for-each>
    <xsl:if test="text()">
      <xsl:value-of select="': ' || normalize-space(string-join(text(), ' '))"/>
    </xsl:if>
    <xsl:text>&#10;</xsl:text>
    <xsl:apply-templates select="*"/>
  </xsl:template>
</xsl:stylesheet>
