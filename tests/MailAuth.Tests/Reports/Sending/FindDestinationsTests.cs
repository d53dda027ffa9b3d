using Sekisho.Dns.Records;
using Sekisho.MailAuth.Reports.Sending;
using Sekisho.Testing;

namespace Sekisho.MailAuth.Tests.Reports.Sending;

public sealed class FindDestinationsTests
{
    private readonly ZoneResolver _zone = new();

    private FindDestinations Find => new(_zone, new ManualTimeProvider());

    [Fact]
    public async Task The_record_of_now_says_where_reports_go_and_others_must_agree()
    {
        _zone.Txt("_dmarc.example.com", "v=DMARC1; p=none; rua=mailto:a@example.com, mailto:b@agrees.example!10m, mailto:c@silent.example");
        _zone.Txt("example.com._report._dmarc.agrees.example", "v=DMARC1");
        var found = await Find.OfDmarcAsync("example.com");
        Assert.Equal(["a@example.com", "b@agrees.example"], found.Addresses.Select(address => address.Address));
        Assert.Equal(10 * 1024 * 1024, found.Addresses[1].MaxBytes);
        Assert.Contains("silent.example", Assert.Single(found.Refused), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_record_or_with_two_nobody_is_reported_to()
    {
        Assert.Contains("no DMARC record", Assert.Single((await Find.OfDmarcAsync("example.com")).Refused), StringComparison.Ordinal);
        _zone.Txt("_dmarc.example.com", "v=DMARC1; p=none; rua=mailto:a@example.com").Txt("_dmarc.example.com", "v=DMARC1; p=reject");
        Assert.Empty((await Find.OfDmarcAsync("example.com")).Addresses);
    }

    [Fact]
    public async Task A_failing_DNS_is_asked_again_later()
    {
        _zone.Fail("_dmarc.example.com", DnsRecordType.Txt).Fail("_smtp._tls.example.com", DnsRecordType.Txt);
        Assert.True((await Find.OfDmarcAsync("example.com")).IsTemporary);
        Assert.True((await Find.OfTlsAsync("example.com")).IsTemporary);
        _zone.Txt("_dmarc.example.net", "v=DMARC1; p=none; rua=mailto:a@other.example").Fail("example.net._report._dmarc.other.example", DnsRecordType.Txt);
        Assert.True((await Find.OfDmarcAsync("example.net")).IsTemporary);
    }

    [Theory]
    [InlineData("v=TLSRPTv1; rua=mailto:t@elsewhere.example", 1, 0)]
    [InlineData("v=TLSRPTv1;rua=https://t.example/x,mailto:t@example.com", 1, 1)]
    [InlineData("v=TLSRPTv1; rua=https://t.example/x", 0, 1)]
    [InlineData("v=tlsrptv1; rua=mailto:t@example.com", 0, 0)]
    [InlineData("v=TLSRPTv12; rua=mailto:t@example.com", 0, 0)]
    public async Task A_TLS_report_goes_where_its_record_says(string record, int addresses, int endpoints)
    {
        _zone.Txt("_smtp._tls.example.com", record);
        var found = await Find.OfTlsAsync("example.com");
        Assert.Equal((addresses, endpoints, addresses + endpoints == 0), (found.Addresses.Count, found.Endpoints.Count, found.Refused.Count > 0));
    }
}
