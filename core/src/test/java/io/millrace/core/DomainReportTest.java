package io.millrace.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The two written forms of a report. */
class DomainReportTest {

    private static DomainReport report(String queueName, String threadName) {
        Thread thread = new Thread(() -> {}, threadName);
        return new DomainReport(
                DomainState.STARTED,
                64,
                6,
                List.of(
                        new QueueReport(0, queueName, SchedulingType.ORDERED, 9, 7, 0, 2, 1, 3, 1),
                        new QueueReport(1, "done", SchedulingType.DIRECTED, 2, 2, 0, 0, 0, 0, 0)),
                List.of(
                        new PortReport(0, thread, false, 1, 1, List.of(LinkConfiguration.to(0))),
                        new PortReport(
                                1, null, true, 0, 0, List.of(new LinkConfiguration(1, 2), LinkConfiguration.to(0)))),
                List.of(
                        new StalledFlow(0, 7, 12, StalledFlow.Head.HELD, 0, 3),
                        new StalledFlow(0, 8, 0, StalledFlow.Head.DETACHED, StalledFlow.NO_PORT, 1)));
    }

    @Test
    void shouldBeALineForEachPartAsText() {
        assertEquals("""
                domain state="STARTED" credits=64 inFlight=6 free=58
                queue id=0 name="work" type="ORDERED" entered=9 delivered=7 flushed=0 waiting=2 in_work=1 parked=3 flows=1
                queue id=1 name="done" type="DIRECTED" entered=2 delivered=2 flushed=0 waiting=0 in_work=0 parked=0 flows=0
                port id=0 thread="worker-1" waits=false held=1 setAside=1 links={"0":4}
                port id=1 thread=null waits=true held=0 setAside=0 links={"1":2,"0":4}
                stalled queue=0 flow=7 sequenceNumber=12 head="HELD" port=0 parked=3
                stalled queue=0 flow=8 sequenceNumber=0 head="DETACHED" port=null parked=1
                """, report("work", "worker-1").toText());
    }

    @Test
    void shouldBeOneObjectAsJson() {
        String expected = """
                {"state":"STARTED","credits":64,"inFlight":6,"free":58,"queues":[
                {"id":0,"name":"work","type":"ORDERED","entered":9,"delivered":7,"flushed":0,"waiting":2,"in_work":1,"parked":3,"flows":1},
                {"id":1,"name":"done","type":"DIRECTED","entered":2,"delivered":2,"flushed":0,"waiting":0,"in_work":0,"parked":0,"flows":0}],"ports":[
                {"id":0,"thread":"worker-1","waits":false,"held":1,"setAside":1,"links":{"0":4}},
                {"id":1,"thread":null,"waits":true,"held":0,"setAside":0,"links":{"1":2,"0":4}}],"stalledFlows":[
                {"queue":0,"flow":7,"sequenceNumber":12,"head":"HELD","port":0,"parked":3},
                {"queue":0,"flow":8,"sequenceNumber":0,"head":"DETACHED","port":null,"parked":1}]}
                """.replace("\n", "");
        assertEquals(expected, report("work", "worker-1").toJson());
    }

    @Test
    void shouldQuoteWhateverANameHolds() {
        DomainReport report = report("a \"b\\c\n\r\t\0d\u2028\u2029\u007fe", "\ud83d\ude00 é \ud800");
        String name = "\"a \\\"b\\\\c\\u000a\\u000d\\u0009\\u0000d\\u2028\\u2029\\u007fe\"";
        String thread = "\"\ud83d\ude00 é \\ud800\"";
        assertTrue(report.toJson().contains("\"name\":" + name + ","), report.toJson());
        assertTrue(report.toJson().contains("\"thread\":" + thread + ","), report.toJson());
        assertFalse(report.toJson().contains("\n"));
        assertEquals(7, report.toText().lines().count());
        assertTrue(report.toText().contains(" name=" + name + " "), report.toText());
    }
}
