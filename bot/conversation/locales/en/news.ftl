news-on = You get what the hub's staff announce here, such as events and deadlines. /news off stops it.
news-off = You get no announcements here, only answers. If you like, the hub's staff tell you of events and deadlines.
button-news = Yes, tell me
button-no-news = No more announcements
