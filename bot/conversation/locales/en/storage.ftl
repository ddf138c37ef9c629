database-failed = ✓ The bot's database works again; for { $seconds } s it could not be used: { $why }. What founders wrote meanwhile is being handled now, nothing is lost.
disk-low = ✗ The bot's disk is nearly full: { $free } MB are left. When it is full, founders' messages wait. Please tell whoever runs the server.
disk-well = ✓ The bot's disk has room again.
