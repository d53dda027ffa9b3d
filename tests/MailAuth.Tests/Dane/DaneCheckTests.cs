using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sekisho.Dns.Names;
using Sekisho.Dns.Records;
using Sekisho.MailAuth.Dane;
using Sekisho.Testing;

namespace Sekisho.MailAuth.Tests.Dane;

public sealed class DaneCheckTests : IDisposable
{
    private const string Host = "mx.example.net";

    private readonly CertificateChain _chain = new(Host);

    public void Dispose() => _chain.Dispose();

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 1)]
    [InlineData(0, 2)]
    [InlineData(1, 0)]
    [InlineData(1, 1)]
    [InlineData(1, 2)]
    public void The_certificate_itself_is_taken_by_every_selector_and_matching_and_no_other(byte selector, byte matching)
    {
        using var other = new CertificateChain(Host);
        var records = Usable((3, selector, matching, _chain.Server));
        Assert.Equal(DaneProblem.None, Check(_chain, records));
        Assert.Equal(DaneProblem.NoMatch, Check(other, records));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 1)]
    [InlineData(0, 2)]
    [InlineData(1, 0)]
    [InlineData(1, 1)]
    [InlineData(1, 2)]
    public void An_authority_is_taken_by_every_selector_and_matching(byte selector, byte matching)
    {
        foreach (var authority in new[] { _chain.Issuer, _chain.Root })
        {
            var records = Usable((2, selector, matching, authority));
            Assert.Equal(DaneProblem.None, Check(_chain, records));
            Assert.Equal(DaneProblem.OtherHost, Check(_chain, records, names: "other.example.net"));
            Assert.Equal(DaneProblem.None, Check(_chain, records, names: ["other.example.net", Host]));
        }
    }

    [Fact]
    public void An_authority_that_stands_in_the_DNS_as_a_whole_need_not_be_sent_and_a_digest_alone_is_not_enough()
    {
        Assert.Equal(DaneProblem.None, DaneCheck.Run(_chain.Server, [], Usable((2, 0, 0, _chain.Issuer)), [Host], Now));
        Assert.Equal(DaneProblem.NoMatch, DaneCheck.Run(_chain.Server, [], Usable((2, 0, 1, _chain.Issuer)), [Host], Now));
    }

    [Fact]
    public void With_the_authority_the_time_counts_and_with_the_certificate_itself_it_does_not()
    {
        using var expired = new CertificateChain(Host, Now.AddHours(-1));
        Assert.Equal(DaneProblem.Expired, Check(expired, Usable((2, 1, 1, expired.Issuer))));
        Assert.Equal(DaneProblem.None, Check(expired, Usable((3, 1, 1, expired.Server))));
    }

    [Fact]
    public void With_the_certificate_itself_the_name_does_not_count() =>
        Assert.Equal(DaneProblem.None, Check(_chain, Usable((3, 1, 1, _chain.Server)), names: "quite.another.example"));

    [Fact]
    public void A_signature_that_is_not_the_authoritys_is_not_taken()
    {
        var forged = _chain.Forged(Host);
        foreach (var records in new[] { Usable((2, 0, 1, _chain.Issuer)), Usable((2, 0, 0, _chain.Issuer)), Usable((2, 1, 1, _chain.Root)) })
            Assert.NotEqual(DaneProblem.None, DaneCheck.Run(forged, [_chain.Issuer, _chain.Root], records, [Host], Now));
    }

    [Fact]
    public void A_servers_certificate_is_nobodys_authority()
    {
        var below = _chain.BelowServer("other.example");
        Assert.NotEqual(DaneProblem.None, DaneCheck.Run(below, [_chain.Server, _chain.Issuer, _chain.Root], Usable((2, 0, 1, _chain.Server)), ["other.example"], Now));
        Assert.NotEqual(DaneProblem.None, DaneCheck.Run(below, [_chain.Server, _chain.Issuer, _chain.Root], Usable((2, 0, 1, _chain.Issuer)), ["other.example"], Now));
        // DANE-TA that names the server's own certificate: there is nobody above it to be the authority.
        Assert.NotEqual(DaneProblem.None, Check(_chain, Usable((2, 0, 1, _chain.Server))));
    }

    [Fact]
    public void One_good_record_among_bad_ones_is_enough()
    {
        using var other = new CertificateChain(Host);
        Assert.Equal(DaneProblem.None, Check(_chain, Usable((3, 1, 1, other.Server), (2, 0, 1, other.Issuer), (3, 0, 2, _chain.Server))));
        Assert.Equal(DaneProblem.None, Check(_chain, Usable((3, 1, 1, other.Server), (2, 0, 1, _chain.Issuer))));
    }

    [Theory]
    [InlineData(0, 1, 1, 32)]
    [InlineData(1, 1, 1, 32)]
    [InlineData(4, 1, 1, 32)]
    [InlineData(255, 1, 1, 32)]
    [InlineData(3, 2, 1, 32)]
    [InlineData(3, 1, 3, 32)]
    [InlineData(3, 1, 1, 31)]
    [InlineData(3, 1, 1, 64)]
    [InlineData(3, 1, 2, 32)]
    [InlineData(3, 0, 0, 0)]
    [InlineData(3, 0, 0, DaneRecord.MaxDataBytes + 1)]
    public void Records_that_say_nothing_here_are_not_usable(byte usage, byte selector, byte matching, int length) =>
        Assert.Empty(DaneRecord.Usable([new TlsaRecord(default, 60, usage, selector, matching, new byte[length])]));

    [Fact]
    public void Whole_data_are_usable_up_to_their_limit_and_need_not_be_a_certificate()
    {
        var records = DaneRecord.Usable([new TlsaRecord(default, 60, 2, 0, 0, new byte[DaneRecord.MaxDataBytes])]);
        Assert.Single(records);
        Assert.Equal(DaneProblem.NoMatch, Check(_chain, records));
    }

    [Fact]
    public void A_flood_of_records_is_cut_with_digests_first()
    {
        var flood = Enumerable.Range(0, 5000).Select(i => (DnsRecord)new TlsaRecord(default, 60, 3, 0, 0, new byte[1 + (i % 100)]));
        var records = DaneRecord.Usable([.. flood, .. Records((3, 1, 1, _chain.Server))]);
        Assert.Equal(DaneRecord.MaxRecords, records.Count);
        Assert.Equal(DaneProblem.None, Check(_chain, records));
    }

    [Fact]
    public void A_long_chain_is_cut()
    {
        var filler = Enumerable.Repeat(_chain.Root, DaneCheck.MaxCertificates).ToList();
        Assert.Equal(DaneProblem.None, DaneCheck.Run(_chain.Server, [.. filler.Skip(1), _chain.Issuer], Usable((2, 1, 1, _chain.Issuer)), [Host], Now));
        Assert.Equal(DaneProblem.NoMatch, DaneCheck.Run(_chain.Server, [.. filler, _chain.Issuer], Usable((2, 1, 1, _chain.Issuer)), [Host], Now));
    }

    [Fact]
    public void Names_that_no_certificate_can_have_are_no_error() =>
        Assert.Equal(DaneProblem.OtherHost, Check(_chain, Usable((2, 1, 1, _chain.Issuer)), names: ["", "_x.example", "a\\.b", "192.0.2.1"]));

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private static DaneProblem Check(CertificateChain chain, IReadOnlyList<DaneRecord> records, params string[] names) =>
        DaneCheck.Run(chain.Server, [chain.Issuer, chain.Root], records, names.Length == 0 ? [Host] : names, Now);

    private static IReadOnlyList<DaneRecord> Usable(params (byte Usage, byte Selector, byte Matching, X509Certificate2 Of)[] records) => DaneRecord.Usable(Records(records));

    private static IEnumerable<DnsRecord> Records(params (byte Usage, byte Selector, byte Matching, X509Certificate2 Of)[] records) => records.Select(record =>
    {
        var data = record.Selector == 1 ? record.Of.PublicKey.ExportSubjectPublicKeyInfo() : record.Of.RawData;
        Assert.True(DnsName.TryParse("_25._tcp." + Host, out var name));
        return (DnsRecord)new TlsaRecord(name, 60, record.Usage, record.Selector, record.Matching, record.Matching switch { 0 => data, 1 => SHA256.HashData(data), _ => SHA512.HashData(data) });
    });
}
