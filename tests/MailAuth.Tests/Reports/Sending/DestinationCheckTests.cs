using Sekisho.MailAuth.Reports.Sending;

namespace Sekisho.MailAuth.Tests.Reports.Sending;

public sealed class DestinationCheckTests
{
    [Fact]
    public async Task An_address_in_the_same_organization_needs_no_agreement()
    {
        var zone = new ZoneResolver().Txt("_dmarc.example.org", "v=DMARC1; p=none");
        Assert.Equal(DestinationStatus.Own, (await Check(zone, "example.org", "a@example.org")).Status);
        Assert.Equal(DestinationStatus.Own, (await Check(zone, "example.org", "a@reports.example.org")).Status);
        Assert.Equal(DestinationStatus.Own, (await Check(zone, "sub.example.org", "a@example.org")).Status);
    }

    [Fact]
    public async Task An_address_elsewhere_needs_one()
    {
        var zone = new ZoneResolver();
        var refused = await Check(zone, "example.org", "a@victim.example");
        Assert.Equal((DestinationStatus.NotConfirmed, "example.org._report._dmarc.victim.example"), (refused.Status, refused.Name));
        Assert.Empty(refused.Addresses);
        zone.Txt("example.org._report._dmarc.victim.example", "v=DMARC1");
        var confirmed = await Check(zone, "example.org", "a@victim.example");
        Assert.Equal(DestinationStatus.Confirmed, confirmed.Status);
        Assert.Equal("a@victim.example", Assert.Single(confirmed.Addresses).Address);
    }

    [Fact]
    public async Task A_text_that_is_no_DMARC_record_agrees_to_nothing() =>
        Assert.Equal(DestinationStatus.NotConfirmed, (await Check(new ZoneResolver().Txt("example.org._report._dmarc.other.example", "yes please"), "example.org", "a@other.example")).Status);

    [Fact]
    public async Task The_destination_may_name_another_address_at_the_same_host_only()
    {
        var same = await Check(new ZoneResolver().Txt("example.org._report._dmarc.other.example", "v=DMARC1; rua=mailto:b@other.example!1m"), "example.org", "a@other.example");
        Assert.Equal(new ReportAddress("b@other.example", "other.example", 1024 * 1024), Assert.Single(same.Addresses));
        var third = await Check(new ZoneResolver().Txt("example.org._report._dmarc.other.example", "v=DMARC1; rua=mailto:b@victim.example"), "example.org", "a@other.example");
        Assert.Equal(DestinationStatus.NotConfirmed, third.Status);
        Assert.Empty(third.Addresses);
    }

    [Fact]
    public async Task A_failing_DNS_leaves_it_open() =>
        Assert.Equal(DestinationStatus.Unknown, (await Check(new ZoneResolver().Fail("example.org._report._dmarc.other.example", Sekisho.Dns.Records.DnsRecordType.Txt), "example.org", "a@other.example")).Status);

    [Fact]
    public async Task A_name_that_is_too_long_cannot_be_confirmed()
    {
        var domain = string.Join('.', Enumerable.Repeat(new string('a', 50), 4)) + ".example";
        Assert.Equal(DestinationStatus.NotConfirmed, (await Check(new ZoneResolver(), domain, "a@" + new string('b', 40) + ".example")).Status);
    }

    private static async Task<Destination> Check(ZoneResolver zone, string policyDomain, string address) =>
        await new DestinationCheck(zone, TimeProvider.System).CheckAsync(policyDomain, ReportAddress.OfList("mailto:" + address)[0]);
}
