using Sekisho.Demo;

namespace Sekisho.Tests.Demo;

public sealed class SamplesTests
{
    [Fact]
    public void A_sample_goes_to_the_first_account_that_its_header_names() =>
        Assert.Equal("bob@acme.example", Samples.RecipientOf("To: Bob <BOB@acme.example>\r\nCc: taro@hakone.example\r\n\r\n"u8));

    [Fact]
    public void A_sample_for_nobody_goes_to_the_first_account() => Assert.Equal(DemoPeople.Accounts[0], Samples.RecipientOf("To: x@y.example\r\n\r\n"u8));

    [Fact]
    public void Every_account_belongs_to_a_tenant() =>
        Assert.All(DemoPeople.Accounts, account => Assert.Contains(DemoPeople.Tenants, tenant => tenant.Domains.Contains(account.Split('@')[1])));
}
