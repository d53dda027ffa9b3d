using System.Text;
using Sekisho.Events;
using Sekisho.Testing.Fuzzing;

namespace Sekisho.Fuzz.Targets;

/// <summary>The Linux audit log: records of several events, decoded values, addresses.</summary>
public sealed class EventsAuditdTarget : IFuzzTarget
{
    public string Name => "events-auditd";

    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        .. new[]
        {
            "type=SYSCALL msg=audit(1700000000.123:77): arch=c000003e syscall=59 success=yes a0=55d0 comm=\"sh\" exe=\"/usr/bin/dash\" key=(null)\u001DARCH=x86_64 SYSCALL=execve\ntype=EXECVE msg=audit(1700000000.123:77): argc=3 a0=\"sh\" a1_len=6 a1[0]=616161 a1[1]=626262\ntype=PROCTITLE msg=audit(1700000000.123:77): proctitle=7368002D63\ntype=EOE msg=audit(1700000000.123:77):\n",
            "node=h type=USER_AUTH msg=audit(1700000000.123:78): pid=9 msg='op=PAM:authentication acct=\"root\" addr=192.0.2.7 res=failed'\ntype=SOCKADDR msg=audit(1700000000.124:79): saddr=02000050C00002070000000000000000\ntype=AVC msg=audit(1700000003.124:80): avc:  denied  { read } for  pid=5\n",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    public void Run(byte[] input) => EventsReading.Check(EventFormat.Auditd, input, new EventReaderOptions { MaxEventBytes = 4096, MaxDepth = 16 });
}
