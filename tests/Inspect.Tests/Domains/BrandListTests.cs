using Sekisho.Inspect.Domains;

namespace Sekisho.Inspect.Tests.Domains;

public sealed class BrandListTests
{
    [Fact]
    public void There_are_hundreds_of_names_and_each_has_a_domain()
    {
        Assert.InRange(BrandList.Everyone.Count, 250, 1_000);
        Assert.All(BrandList.Everyone, brand => Assert.NotEmpty(brand.Domains));
        Assert.Equal(BrandList.Everyone.Count, BrandList.Everyone.Select(brand => brand.Name).Distinct(StringComparer.Ordinal).Count());
    }

    [Theory]
    [InlineData("www.paypal.com", "PayPal")]
    [InlineData("paypal.co.uk", "PayPal")]
    [InlineData("accounts.google.com", "Google")]
    [InlineData("mail.amazon.co.jp", "Amazon")]
    [InlineData("paypal.shop", null)]
    [InlineData("paypal.github.io", null)]
    [InlineData("mypaypal.com", null)]
    [InlineData("gmail.com", null)]
    [InlineData("evil.web.app", null)]
    [InlineData("", null)]
    public void A_domain_belongs_to_its_brand_and_users_addresses_to_nobody(string host, string? brand)
    {
        var owners = BrandList.OwnersOf(host).Select(owner => owner.Name).ToList();
        if (brand is null) Assert.Empty(owners);
        else Assert.Contains(brand, owners);
    }

    [Theory]
    [InlineData("Your PayPal account", "PayPal")]
    [InlineData("三井住友銀行からのお知らせ", "三井住友")]
    [InlineData("𝗣𝗮𝘆𝗣𝗮𝗹 Service", "PayPal")]
    [InlineData("РауРаl", "PayPal")]
    [InlineData("ＰａｙＰａｌ", "PayPal")]
    [InlineData("Pay\u200BPal", "PayPal")]
    [InlineData("unpaypaled", null)]
    [InlineData("ラインからのお知らせ", "LINE")]
    [InlineData("木屋オンライン", null)]
    [InlineData("ラインナップ", null)]
    [InlineData("I like apple pie", null)]
    public void A_text_names_a_brand_however_it_is_written(string text, string? brand) =>
        Assert.Equal(brand, BrandList.In(PlainLetters.Fold(text)).FirstOrDefault().Brand?.Name);

    [Theory]
    [InlineData("www.sparkasse-koblenz.de", "Sparkasse")]
    [InlineData("online-banking.volksbank-rhein-lahn.de", "Volksbank")]
    [InlineData("sparkasse-login.de", null)]
    [InlineData("sparkasse-koblenz-login.de", null)]
    [InlineData("sparkasse-koblenz2.de", null)]
    [InlineData("sparkasse-koblenz.com", null)]
    [InlineData("sparkasse.de", null)]
    [InlineData("paypal-koblenz.de", null)]
    public void A_regional_member_bears_the_name_of_its_association_and_one_place(string host, string? brand) => Assert.Equal(brand, BrandList.RegionalOf(host)?.Name);

    [Theory]
    [InlineData("Apple", "Apple")]
    [InlineData("Apple Support Team", "Apple")]
    [InlineData("The Netflix Team", "Netflix")]
    [InlineData("\"UPS\" - Thank you!", "UPS")]
    [InlineData("Chase Miller", null)]
    [InlineData("Target practice club of Springfield", null)]
    [InlineData("", null)]
    [InlineData("Support", null)]
    public void A_senders_name_is_a_brand_when_nothing_else_is_in_it(string name, string? brand) => Assert.Equal(brand, BrandList.Whole(PlainLetters.Fold(name))?.Name);

    [Theory]
    [InlineData("u p s", "UPS")]
    [InlineData("gls  | your parcel is held", "GLS")]
    [InlineData("your parcel | gls", null)]
    public void A_name_is_read_through_blanks_and_before_a_bar(string folded, string? brand) => Assert.Equal(brand, BrandList.Whole(folded)?.Name);
}
