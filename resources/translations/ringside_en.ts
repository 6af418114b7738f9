<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>Health</name>
    <message numerus="yes">
        <source>%n line(s) to look at</source>
        <translation>
            <numerusform>%n line to look at</numerusform>
            <numerusform>%n lines to look at</numerusform>
        </translation>
    </message>
</context>
</TS>
