# gnuplot draw.gp    draws the CSV files beside it
set datafile separator ","
set terminal svg size 720,380 font "sans,13" background "#ffffff"
set key top left
set grid ytics lc rgb "#dddddd"
set ylabel "CPU per delivery, relative"
set yrange [0:2]

set output "subscribers.svg"
set title "Cost per delivery, one channel"
set xlabel "subscribers"
plot "subscribers-one-in-flight.csv" skip 1 using 1:3 with linespoints lw 2 pt 7 title "one message in flight", \
     "subscribers-saturated.csv" skip 1 using 1:3 with linespoints lw 2 pt 5 title "saturated, 16 in flight"

set output "channels.svg"
set title "Cost per delivery, 1,000 messages a second over all channels of 5 subscribers"
set xlabel "channels"
set logscale x
plot "channels.csv" skip 1 using 1:3 with linespoints lw 2 pt 7 notitle

set output "channels-per-connection.svg"
set title "Cost per delivery, 1,000 connections, channels of 10 subscribers"
set xlabel "channels of each connection"
plot "channels-per-connection.csv" skip 1 using 1:3 with linespoints lw 2 pt 7 notitle

set output "uptime.svg"
set title "Cost per delivery, the same saturated load again and again"
set xlabel "minutes since the start"
unset logscale x
set y2label "resident MB"
set y2tics
set y2range [0:*]
plot "uptime.csv" skip 1 using 1:3 with linespoints lw 2 pt 7 title "CPU per delivery", \
     "uptime.csv" skip 1 using 1:6 axes x1y2 with lines lw 2 dt 2 title "resident memory (right)"
