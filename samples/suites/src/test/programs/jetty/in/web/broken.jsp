<p><%= new java.util.ArrayList<String>().get(0) %></p>
