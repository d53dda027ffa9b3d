using Sekisho.Demo;

namespace Sekisho.Tests.Demo;

public sealed class SamplesTests
{
    [Fact]
    public void A_sample_goes_to_the_first_account_that_its_header_names() =>
        Assert.Equal("ben@example.org", Samples.RecipientOf("To: Ben <BEN@example.org>\r\nCc: tanaka@example.co.jp\r\n\r\n"u8));

    [Fact]
    public void A_sample_for_nobody_goes_to_the_first_account() => Assert.Equal(DemoPeople.Accounts[0], Samples.RecipientOf("To: x@y.example\r\n\r\n"u8));

    [Theory]
    [InlineData("From: a@x.example\r\n", "a@x.example")]
    [InlineData("Subject: x\r\nFrom: \"Bank b@bank.example\" <ops@x.example>\r\n", "ops@x.example")]
    [InlineData("Subject: x\r\n", "stranger@example.net")]
    public void A_sample_comes_from_whom_it_names(string header, string expected) =>
        Assert.Equal(expected, Samples.SenderOf(System.Text.Encoding.ASCII.GetBytes(header)));

    [Fact]
    public void Every_account_belongs_to_a_tenant() =>
        Assert.All(DemoPeople.Accounts, account => Assert.Contains(DemoPeople.Tenants, tenant => tenant.Domains.Contains(account.Split('@')[1])));
}
