using System.Net;
using System.Text;
using Sekisho.Dns;
using Sekisho.Dns.Names;
using Sekisho.Dns.Records;
using Sekisho.Kernel.Cryptography;
using Sekisho.MailAuth;
using Sekisho.MailAuth.Results;
using Sekisho.Mime;
using Sekisho.Testing.Fuzzing;

namespace Sekisho.Fuzz.Targets;

/// <summary>All methods over a message: no bytes make them throw or ask more than they may, and the results can be written.</summary>
public sealed class MailAuthMessageTarget : IFuzzTarget
{
    private const string Signature = "DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;\r\n d=football.example.com; s=brisbane; t=1528637909; h=from : to :\r\n subject : date;\r\n bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;\r\n b=/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11Bus\r\n Fa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==\r\n";

    private const string Chain = "ARC-Seal: i=1; a=rsa-sha256; cv=none; d=example.com; s=s; t=1; b=AAAA\r\nARC-Message-Signature: i=1; a=rsa-sha256; c=relaxed/relaxed; d=example.com; s=s; h=from; bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=; b=AAAA\r\nARC-Authentication-Results: i=1; mx.example.com; spf=pass\r\n";

    private const string Rest = "Authentication-Results: mx.example.com; dkim=pass\r\nFrom: \"a@b.example\" (c@d.example) <joe@football.example.com>\r\nSender: x@y.example\r\nSubject: s\r\n\r\nHello \t world  \r\n\r\n";

    private static readonly IEd25519? Ed25519 = LibcryptoEd25519.TryLoad(out var found, out _) ? found : null;

    private readonly SenderAuthentication _authentication = new(new EverythingResolver(), TimeProvider.System, Ed25519);

    public string Name => "mailauth-message";

    public IReadOnlyList<byte[]> Seeds { get; } = [.. new[] { Signature + Rest, Chain + Signature + Rest, Chain + Rest, Rest }.Select(Encoding.UTF8.GetBytes)];

    public void Run(byte[] input)
    {
        var request = new SenderRequest { Message = input, ClientAddress = IPAddress.Loopback, Helo = "mx.example.com", MailFrom = "a@football.example.com" };
        var running = _authentication.AuthenticateAsync(request, MimeMessage.Read(input));
        // The resolver answers at once, so nothing waits.
        var outcome = running.IsCompleted ? running.Result : throw new InvalidOperationException("It waits for something.");
        var field = AuthenticationResultsWriter.Write(outcome.ToResults("mx.example.com"));
        if (AuthenticationResultsReader.Read(Encoding.UTF8.GetBytes(field["Authentication-Results:".Length..])) is null) throw new InvalidOperationException($"The results cannot be read: {field}");
        var without = ForeignResults.Remove(input, "mx.example.com");
        if (ForeignResults.Find(without, "mx.example.com").Count > 0) throw new InvalidOperationException("A field with our name is left.");
    }

    /// <summary>Has a record for every name.</summary>
    private sealed class EverythingResolver : IDnsResolver
    {
        public ValueTask<DnsAnswer> ResolveAsync(DnsName name, DnsRecordType type, CancellationToken cancellation = default)
        {
            var text = name.Text.StartsWith("_dmarc.", StringComparison.OrdinalIgnoreCase) ? "v=DMARC1; p=reject"
                : name.Text.Contains("_domainkey", StringComparison.OrdinalIgnoreCase) ? "k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
                : "v=spf1 exists:%{l}.%{h} include:%{d} -all";
            DnsRecord[] records = type switch
            {
                DnsRecordType.Txt => [new TxtRecord(name, 1, [Encoding.ASCII.GetBytes(text)])],
                DnsRecordType.A => [new AddressRecord(name, 1, IPAddress.Parse("192.0.2.1"))],
                _ => [],
            };
            return ValueTask.FromResult(new DnsAnswer { Status = records.Length > 0 ? DnsStatus.Success : DnsStatus.NoData, Name = name, Type = type, CanonicalName = name, Records = records });
        }
    }
}
