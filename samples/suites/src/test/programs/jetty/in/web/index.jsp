<%@ page contentType="text/html;charset=UTF-8" import="java.util.*" %>
<%@ taglib prefix="c" uri="jakarta.tags.core" %>
<%! int square(int n) { return n * n; } %>
<html><body>
<c:set var="wares" value="${['tea', 'salt']}"/>
<c:forEach items="${wares}" var="ware" varStatus="s"><p>${s.count} <c:out value="${ware}"/></p></c:forEach>
<c:if test="${not empty param.name}">Hello, <c:out value="${param.name}"/> ${param.name.length() * 2}</c:if>
<%= square(7) %> <%= new TreeMap<>(Map.of("a", 1)) %>
<jsp:include page="part.jsp"/>
</body></html>
