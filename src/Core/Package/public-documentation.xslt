<?xml version="1.0"?>
<!-- Leaves out the documentation of what only generated code calls, which editors do not offer. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:output method="xml" indent="no" />
  <xsl:template match="@*|node()">
    <xsl:copy>
      <xsl:apply-templates select="@*|node()" />
    </xsl:copy>
  </xsl:template>
  <xsl:template match="member[contains(@name, ':SparseGen.Kernels.') or contains(@name, ':SparseGen.Simd.') or contains(@name, ':SparseGen.Execution.')]" />
</xsl:stylesheet>
