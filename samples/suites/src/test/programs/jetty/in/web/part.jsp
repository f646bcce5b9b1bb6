<p>part: ${pageContext.request.contextPath} ${1 + 2} ${empty sessionScope.seen}</p>
