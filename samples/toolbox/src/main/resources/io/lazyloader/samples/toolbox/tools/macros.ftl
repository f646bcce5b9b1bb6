<#-- What templates of the template tool find ready to use. -->
<#function plural count one many>
  <#return (count?number == 1)?then(count + " " + one, count + " " + many)>
</#function>
