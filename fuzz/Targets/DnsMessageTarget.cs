using Sekisho.Dns.Messages;
using Sekisho.Dns.Names;
using Sekisho.Dns.Records;
using Sekisho.Testing.Dns;
using Sekisho.Testing.Fuzzing;

namespace Sekisho.Fuzz.Targets;

/// <summary>The reader of DNS messages: no bytes make it throw, and what it takes keeps the limits.</summary>
public sealed class DnsMessageTarget : IFuzzTarget
{
    public string Name => "dns-message";

    public IReadOnlyList<byte[]> Seeds { get; } = MakeSeeds();

    public void Run(byte[] input)
    {
        if (!DnsMessageReader.TryRead(input, out var message)) return;
        foreach (var record in message!.Answers.Concat(message.Authorities).Concat(message.Additionals)) Check(record);
        if (message.QuestionName is { } question) Check(question);
    }

    private static void Check(DnsRecord record)
    {
        Check(record.Name);
        switch (record)
        {
            case MxRecord mx: Check(mx.Exchange); break;
            case NameRecord alias: Check(alias.Target); break;
            case TxtRecord text: _ = text.Text; break;
            default: break;
        }
    }

    // Every name that was read can be written again, and is the same name then.
    private static void Check(DnsName name)
    {
        Span<byte> wire = stackalloc byte[DnsName.MaxWireBytes];
        _ = name.WriteTo(wire);
        if (!DnsName.TryParse(name.Text, out var again) || again != name) throw new InvalidOperationException($"The name {name} does not survive its text.");
    }

    private static List<byte[]> MakeSeeds()
    {
        var bytes = new byte[DnsQueryWriter.MaxBytes];
        _ = DnsName.TryParse("example.org", out var name);
        var length = DnsQueryWriter.Write(bytes, 7, name, DnsRecordType.Mx, extended: true);
        var query = DnsTestQuery.Read(bytes.AsSpan(0, length), overTcp: false)!;
        return
        [
            bytes[..length],
            DnsTestMessage.To(query).Answer("example.org", DnsTestMessage.Mx, 60, "10 mx.example.org").Additional("mx.example.org", DnsTestMessage.A, 60, "192.0.2.1").ToBytes(),
            DnsTestMessage.To(query).Count(6, 1).Raw(0xC0, 12, 0, 15, 0, 1, 0, 0, 0, 60, 0, 7, 0, 10, 2, 109, 120, 0xC0, 12).ToBytes(),
            DnsTestMessage.To(query).Answer("example.org", DnsTestMessage.Cname, 60, "a.example").Answer("a.example", DnsTestMessage.Txt, 60, new string('x', 600)).ToBytes(),
            DnsTestMessage.To(query, code: 3).Authority("org", DnsTestMessage.Soa, 60, "ns.example hostmaster.example 7 1 2 3 900").ToBytes(),
            DnsTestMessage.To(query).Answer("example.org", DnsTestMessage.Srv, 1, "1 2 25 srv.example").Answer("example.org", DnsTestMessage.Tlsa, 1, "3 1 1 00ff").Answer("example.org", DnsTestMessage.Caa, 1, "0 issue ca.example").ToBytes(),
        ];
    }
}
