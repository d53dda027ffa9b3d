using Sekisho.Inspect.Domains;

namespace Sekisho.Inspect.Tests.Domains;

public sealed class LookalikesTests
{
    [Theory]
    [InlineData("paypa1.com", "PayPal", nameof(LookalikeKind.LooksTheSame))]
    [InlineData("www.rnicrosoft.com", "Microsoft", nameof(LookalikeKind.LooksTheSame))]
    [InlineData("xn--pypal-4ve.com", "PayPal", nameof(LookalikeKind.LooksTheSame))]
    [InlineData("microsft.com", "Microsoft", nameof(LookalikeKind.OneLetterOff))]
    [InlineData("netlfix.com", "Netflix", nameof(LookalikeKind.OneLetterOff))]
    [InlineData("paypal-login.com", "PayPal", nameof(LookalikeKind.Combined))]
    [InlineData("secureamazon.net", "Amazon", nameof(LookalikeKind.Combined))]
    [InlineData("ledger-support.com", "Ledger", nameof(LookalikeKind.Combined))]
    [InlineData("microsoftxyz.com", "Microsoft", nameof(LookalikeKind.Combined))]
    [InlineData("sparkasse-login.de", "Sparkasse", nameof(LookalikeKind.Combined))]
    [InlineData("sparkasse-koblenz.shop", "Sparkasse", nameof(LookalikeKind.Combined))]
    [InlineData("paypal.shop", "PayPal", nameof(LookalikeKind.OtherEnding))]
    [InlineData("paypal.com.example.net", "PayPal", nameof(LookalikeKind.InFront))]
    [InlineData("www-netflix-login.example.net", "Netflix", nameof(LookalikeKind.InFront))]
    [InlineData("zoomlogin.com", "Zoom", nameof(LookalikeKind.Combined))]
    [InlineData("zoom-care.com", "Zoom", nameof(LookalikeKind.Combined))]
    [InlineData("paypal-verify.pages.dev", "PayPal", nameof(LookalikeKind.Combined))]
    [InlineData("app1e.com", "Apple", nameof(LookalikeKind.LooksTheSame))]
    [InlineData("app1e-support.com", "Apple", nameof(LookalikeKind.LooksTheSame))]
    [InlineData("loginmicrosoftonline.com", "Microsoft", nameof(LookalikeKind.Combined))]
    [InlineData("arnazon.co.jp.example", "Amazon", nameof(LookalikeKind.LooksTheSame))]
    [InlineData("app1e.com.example.net", "Apple", nameof(LookalikeKind.LooksTheSame))]
    public void A_host_made_to_be_taken_for_a_brand_is_found(string host, string brand, string kind)
    {
        var found = Lookalikes.Of(host);
        Assert.Equal((brand, kind), (found?.Brand.Name, found?.Kind.ToString()));
    }

    [Theory]
    [InlineData("www.paypal.com")]
    [InlineData("gmail.com")]
    [InlineData("yahoo.co.jp")]
    [InlineData("example.com")]
    [InlineData("online.com")]
    [InlineData("discovery-park.org")]
    [InlineData("orangejuice.com")]
    [InlineData("targets.net")]
    [InlineData("sparkasse-koblenz.de")]
    [InlineData("192.0.2.1")]
    [InlineData("a")]
    [InlineData("")]
    [InlineData("xn--.com")]
    [InlineData("anpost.com")]
    [InlineData("mobile.de")]
    [InlineData("zoomcare.com")]
    [InlineData("appie.com")]
    [InlineData("apple1.com.example.net")]
    [InlineData("dhi.com")]
    [InlineData("loginonline.com")]
    public void Other_hosts_are_taken_for_nobody(string host) => Assert.Null(Lookalikes.Of(host));

    [Theory]
    [InlineData("dhI.com", "DHL")]
    [InlineData("mail.dhI.de", "DHL")]
    [InlineData("PayPaI.com", "PayPal")]
    [InlineData("dhi.com", null)]
    [InlineData("DHI.COM", null)]
    [InlineData("dhl.com", null)]
    [InlineData("Info.Example.com", null)]
    [InlineData("mail.DHI.com", null)]
    [InlineData("I", null)]
    [InlineData("", null)]
    public void A_capital_I_that_is_read_as_an_l_is_seen_where_the_case_is_kept(string written, string? brand) => Assert.Equal(brand, Lookalikes.OfCapital(written)?.Name);
}
