using System.Text;
using Sekisho.Testing.Evtx;

namespace Sekisho.Events.Tests;

/// <summary>In steady state an event costs no memory: what the garbage collector must not carry away cannot slow it down.</summary>
public sealed class AllocationTests
{
    private const int Warm = 1000;
    private const int Measured = 2000;

    [Theory]
    [InlineData(EventFormat.Web, "192.0.2.7 - ann [10/Oct/2000:13:55:36 -0700] \"GET /a?x=\\x22y HTTP/1.0\" 200 2326 \"http://example.com/\" \"Mozilla/4.08\"")]
    [InlineData(EventFormat.Syslog, "<38>Feb  9 04:05:06 h sshd[1]: Failed password for invalid user a from 192.0.2.7 port 22 ssh2")]
    [InlineData(EventFormat.Syslog, "Feb  9 04:05:06 h postfix/smtpd[1]: NOQUEUE: reject: RCPT from unknown[192.0.2.7]: 554 5.7.1 <b@x>: no; from=<a@y> to=<b@x> proto=ESMTP helo=<w>")]
    [InlineData(EventFormat.Syslog, "<165>1 2003-10-11T22:14:15.003Z h dovecot 12 ID [ex@1 a=\"1\"] imap-login: Login: user=<ann>, method=PLAIN, rip=192.0.2.7, TLS")]
    [InlineData(EventFormat.Syslog, "2022-06-29 16:04:05 1oNzXz-0003LG-1x <= a@e H=h (helo) [192.0.2.7]:5 P=esmtpsa A=plain:ann S=1")]
    [InlineData(EventFormat.Journal, "{\"__REALTIME_TIMESTAMP\":\"1700000000123456\",\"PRIORITY\":\"6\",\"SYSLOG_IDENTIFIER\":\"sshd\",\"MESSAGE\":\"Failed password for ann from 192.0.2.7 port 22 ssh2\",\"A\":[1,2]}")]
    [InlineData(EventFormat.Sekisho, "{\"t\":\"2026-01-02T03:04:05.678901Z\",\"level\":\"warn\",\"role\":\"inspect.2\",\"category\":\"Verdict\",\"message\":\"held\",\"score\":7}")]
    public void A_line_costs_no_memory(EventFormat format, string line) => Check(format, Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(line + "\n", Warm + Measured))));

    [Fact]
    public void An_event_of_several_lines_costs_no_memory() => Check(EventFormat.Auditd, Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, Warm + Measured).Select(i =>
        $"type=SYSCALL msg=audit(1700000000.123:{i}): arch=c000003e syscall=59 uid=0 exe=\"/bin/sh\" key=(null)\ntype=EXECVE msg=audit(1700000000.123:{i}): argc=2 a0=\"sh\" a1=612062\ntype=PROCTITLE msg=audit(1700000000.123:{i}): proctitle=7368002D63\n"))));

    [Fact]
    public void A_record_of_an_event_log_costs_no_memory()
    {
        var builder = new EvtxBuilder();
        for (var i = 0; i < Warm + Measured; i++)
        {
            builder.Event(i, 4688, "Security", ("A", EvtxValue.Text("text")), ("B", EvtxValue.UInt32(7)), ("C", EvtxValue.Of(0x94, 1, 0, 0, 0)));
            if (i % 100 == 99) builder.NextChunk();
        }

        Check(EventFormat.Evtx, builder.ToBytes());
    }

    private static void Check(EventFormat format, byte[] log)
    {
        using var reader = EventReaders.Open(new MemoryStream(log), format, new EventReaderOptions())!;
        var record = new EventRecord();
        for (var i = 0; i < Warm; i++) Assert.Equal(EventReadStatus.Event, reader.Read(record));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var events = 0;
        while (reader.Read(record) == EventReadStatus.Event) events++;
        var perEvent = (GC.GetAllocatedBytesForCurrentThread() - before) / (double)events;
        Assert.Equal(Measured, events);
        // The counter is exact to some kilobytes only, when others collect at the same time; the smallest object has 24 bytes.
        Assert.True(perEvent < 12, $"An event costs {perEvent:0.0} bytes.");
    }
}
