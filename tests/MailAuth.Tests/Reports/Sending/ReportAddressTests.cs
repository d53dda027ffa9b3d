using Sekisho.MailAuth.Reports.Sending;

namespace Sekisho.MailAuth.Tests.Reports.Sending;

public sealed class ReportAddressTests
{
    [Theory]
    [InlineData("v=DMARC1; p=none; rua=mailto:a@Example.org", "a@example.org", null)]
    [InlineData("v=DMARC1; p=none; RUA = mailto:a@example.org!10m", "a@example.org", 10L * 1024 * 1024)]
    [InlineData("v=DMARC1;rua=mailto:a@example.org!50k,ftp://x", "a@example.org", 50L * 1024)]
    [InlineData("v=DMARC1;rua=mailto:a@example.org!1234567", "a@example.org", 1_234_567L)]
    [InlineData("v=DMARC1;rua=mailto:a%21b@example.org!1g", "a!b@example.org", 1024L * 1024 * 1024)]
    [InlineData("v=DMARC1;rua=mailto:a@example.org?subject=x", "a@example.org", null)]
    public void Addresses_and_sizes_are_read(string record, string address, long? most)
    {
        var read = Assert.Single(ReportAddress.OfRecord(record));
        Assert.Equal((address, most), (read.Address, read.MaxBytes));
    }

    [Theory]
    [InlineData("v=DMARC1; p=none")]
    [InlineData("rua=https://example.org/report")]
    [InlineData("rua=mailto:@example.org")]
    [InlineData("rua=mailto:a@")]
    [InlineData("rua=mailto:a@example.org!0")]
    [InlineData("rua=mailto:a@example.org!ten")]
    [InlineData("rua=mailto:a%0d%0aBcc:b@example.org")]
    [InlineData("rua=mailto:%22a b%22@example.org")]
    [InlineData("rua=mailto:a@[192.0.2.1]")]
    public void What_is_no_address_is_left_out(string record) => Assert.Empty(ReportAddress.OfRecord(record));

    [Fact]
    public void Five_addresses_are_reported_to_and_no_sixth()
    {
        var list = string.Join(",", Enumerable.Range(1, 6).Select(i => $"mailto:a{i}@example.org"));
        Assert.Equal(5, ReportAddress.OfList(list).Count);
        Assert.Single(ReportAddress.OfList("mailto:a@example.org,mailto:A@example.org"));
    }
}
