using System.Text;
using Sekisho.Inspect.Verdicts;

namespace Sekisho.Inspect.Tests.Brands;

public sealed class BrandSignalTests
{
    private static async Task<Verdict> Inspect(string from, string subject, string html, string extra = "")
    {
        await using var inspector = Inspector.Create(new InspectOptions());
        var message = $"From: {from}\r\nTo: hanako@kaede.example\r\nSubject: {subject}\r\nDate: Sat, 08 Aug 2026 06:00:00 +0000\r\n{extra}MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{html}\r\n";
        return await inspector.InspectAsync(Inspecting.Request with { Recipients = ["hanako@kaede.example"] }, Encoding.UTF8.GetBytes(message));
    }

    [Fact]
    public async Task A_brand_that_writes_from_its_own_domain_is_no_impostor()
    {
        var verdict = await Inspect("PayPal <service@paypal.com>", "Your PayPal receipt", "<p>Hello, your PayPal account</p><a href=https://www.paypal.com/x>View</a><p>© 2026 PayPal</p>");
        Assert.Contains("PayPal", verdict.List("brand.sender"));
        Assert.DoesNotContain(verdict.Facts.Values.Keys, name => name.StartsWith("brand.false", StringComparison.Ordinal) || name is "brand.posed" or "brand.sender_unlinked");
        Assert.Equal(Disposition.Accept, verdict.Disposition);
    }

    [Fact]
    public async Task A_brand_that_writes_from_elsewhere_and_leads_elsewhere_is_one()
    {
        var verdict = await Inspect("PayPal Service <service@example.net>", "Your PayPal account is limited", "<p>Dear customer, your PayPal account. PayPal</p><a href=https://login.example.org/x>Confirm</a>");
        Assert.Equal(["PayPal"], verdict.List("brand.false_name"));
        Assert.Equal(["PayPal"], verdict.List("brand.posed"));
        Assert.Equal(["PayPal"], verdict.List("brand.false_subject"));
        Assert.Equal(["PayPal"], verdict.List("brand.false_text"));
        Assert.NotEqual(Disposition.Accept, verdict.Disposition);
    }

    [Fact]
    public async Task A_brands_domain_without_a_link_to_the_brand_is_noticed()
    {
        var verdict = await Inspect("PayPal <service@paypal.com>", "Hello", "<a href=https://example.net/>Confirm</a>");
        Assert.Equal(true, verdict.Fact("brand.sender_unlinked"));
        verdict = await Inspect("PayPal <service@paypal.com>", "Hello", "<a href=https://u1.ct.sendgrid.net/ls/click>Confirm</a>");
        Assert.Null(verdict.Fact("brand.sender_unlinked"));
    }

    [Fact]
    public async Task A_second_domain_of_a_brand_is_its_own_where_every_click_leads_to_the_brand()
    {
        var verdict = await Inspect("DHL Express <noreply@dhl.com>", "Hello", "<a href=https://mydhl.express.dhl/x>Track</a>");
        Assert.Null(verdict.Fact("brand.sender_unlinked"));
        verdict = await Inspect("Verizon <info@verizon-letters.example>", "Hello", "<a href=https://www.verizon.com/x>View</a>");
        Assert.Null(verdict.Fact("links.elsewhere"));
        verdict = await Inspect("Verizon <info@verizon-letters.example>", "Hello", "<a href=https://www.verizon.com/x>View</a><a href=https://login.example.net/>Confirm</a>");
        Assert.Equal(true, verdict.Fact("links.elsewhere"));
    }

    [Theory]
    [InlineData("Iedger <a@kaede.example>", "Hello", "brand.disguised", true)]
    [InlineData("lRS <a@kaede.example>", "Hello", "text.disguised_head", true)]
    [InlineData("A <a@kaede.example>", "lNVOICE 12", "text.disguised_head", true)]
    [InlineData("A <a@kaede.example>", "lPhone and iPad", "text.disguised_head", false)]
    [InlineData("A <a@kaede.example>", "a\u073fl\u073fe\u073frt", "text.disguised_head", true)]
    [InlineData("A <a@kaede.example>", "re\u0301sume\u0301 et ha\u030aus", "text.disguised_head", false)]
    public async Task Letters_that_only_look_right_are_noticed(string from, string subject, string fact, bool isSet) =>
        Assert.Equal(isSet, (await Inspect(from, subject, "<p>Hello</p>")).Facts.Values.ContainsKey(fact));

    [Theory]
    [InlineData("Policía Nacional <coronel@gmail.com>", true)]
    [InlineData("Policía Nacional <coronel@policia.es>", false)]
    [InlineData("Ann Justice <ann.justice@gmail.com>", false)]
    public async Task An_authority_does_not_write_from_free_mail(string from, bool isSet) =>
        Assert.Equal(isSet ? true : null, (await Inspect(from, "Hello", "<p>Hello</p>")).Fact("from.authority"));

    [Theory]
    [InlineData("Ledger <a@kaede.example>", "Ledger")]
    [InlineData("Coinbase <a@kaede.example>", null)]
    [InlineData("CoinbaseWaIIet <a@kaede.example>", "Coinbase")]
    [InlineData("\"=?utf-8?B?0JzQtXRhbWFzaw==?=\" <a@kaede.example>", "MetaMask")]
    public async Task Names_in_other_letters_are_read_as_they_look(string from, string? disguised)
    {
        var verdict = await Inspect(from, "Hello", "<p>Hello</p>");
        Assert.Equal(disguised is null or "Ledger" ? [] : [disguised], verdict.List("brand.disguised"));
        Assert.NotEmpty(verdict.List("brand.false_name"));
    }

    [Theory]
    [InlineData("A <a@correios>", "from.no_domain")]
    [InlineData("A <a@shop.example.eu-NEW>", "from.no_domain")]
    [InlineData("A <@shop.example.com>", "from.no_domain")]
    [InlineData("A <a@%shop.example.com>", "from.no_domain")]
    [InlineData("A <a@{example.com}>", "from.no_domain")]
    [InlineData("A <a@v27dnkoozs.onmicrosoft.com>", "from.tenant")]
    [InlineData("A <a@gmail.com>", "from.freemail")]
    [InlineData("A <a@example.shop>", "from.cheap_name")]
    [InlineData("A <a@ey5oiynuxigjua2ofvp9.com>", "from.random_name")]
    [InlineData("A <wNiKpOPIWK@example.net>", "from.random_local")]
    [InlineData("A <noreply@example.net>", "from.role")]
    [InlineData("hanako@kaede.example <a@example.net>", "from.recipient")]
    [InlineData("A, B <a@example.net>", "from.several_names")]
    public async Task The_senders_address_is_looked_at(string from, string fact) => Assert.Equal(true, (await Inspect(from, "Hello", "<p>Hello</p>")).Fact(fact));

    [Fact]
    public async Task An_ordinary_sender_has_no_such_facts()
    {
        var verdict = await Inspect("Hanako Sato <hanako.sato@kaede-trading.co.jp>", "Re: Meeting on Friday", "<p>See you at <a href=https://maps.google.com/?q=x>the office</a></p>", "In-Reply-To: <1@kaede.example>\r\n");
        Assert.DoesNotContain(verdict.Facts.Values.Keys, name => name is "from.no_domain" or "from.tenant" or "from.freemail" or "from.cheap_name" or "from.random_name" or "from.random_local" or "from.several_names" or "from.lookalike" or "subject.false_reply" or "subject.recipient");
        Assert.Equal((Disposition.Accept, true), (verdict.Disposition, verdict.Score <= 0));
    }

    [Theory]
    [InlineData("PayPal <a@paypal-login.example>", "PayPal (name and more)")]
    [InlineData("A <a@paypa1.com>", "PayPal (looks the same)")]
    public async Task A_domain_made_to_be_taken_for_a_brands_is_told(string from, string expected) => Assert.Equal(expected, (await Inspect(from, "Hello", "<p>Hello</p>")).Fact("from.lookalike"));

    [Fact]
    public async Task The_site_in_a_senders_name_is_compared_with_the_senders()
    {
        Assert.Equal("ssa.gov", (await Inspect("ssa.gov <a@example.net>", "Hello", "<p>Hello</p>")).Fact("from.name_domain"));
        Assert.Null((await Inspect("Example.net <a@mail.example.net>", "Hello", "<p>Hello</p>")).Fact("from.name_domain"));
    }

    [Fact]
    public async Task The_recipients_address_in_subject_text_and_links_is_found()
    {
        var verdict = await Inspect("A <a@example.net>", "hanako@kaede.example: act now", "<p>Dear hanako@kaede.example</p><a href='https://example.org/#aGFuYWtvQGthZWRlLmV4YW1wbGU='>x</a>");
        Assert.Equal(true, verdict.Fact("subject.recipient"));
        Assert.Equal(true, verdict.Fact("text.recipient"));
        Assert.Equal(["example.org"], verdict.List("links.recipient"));
        Assert.Equal(["example.org"], verdict.List("links.recipient_fragment"));
    }

    [Fact]
    public async Task Pictures_and_styled_letters_in_the_head_are_counted()
    {
        var verdict = await Inspect("=?utf-8?B?8J+OgSDwnZeZ8J2XpfCdl5jwnZeY?= <a@example.net>", "Hello", "<p>Hello</p>");
        Assert.Equal(1L, verdict.Fact("head.pictures"));
        Assert.Equal(4L, verdict.Fact("text.styled_letters"));
        Assert.Equal(true, verdict.Fact("text.disguised_head"));
    }

    [Fact]
    public async Task A_mail_address_in_the_name_speaks_of_a_person_and_not_of_the_mail_service()
    {
        Assert.Empty((await Inspect("\"jane@gmail.com\" <john@gmail.com>", "Hello", "<p>Hello</p>")).List("brand.false_name"));
        Assert.Equal(["Google"], (await Inspect("\"Google jane@gmail.com\" <john@gmail.com>", "Hello", "<p>Hello</p>")).List("brand.false_name"));
    }

    [Fact]
    public async Task The_postmaster_of_a_mail_service_is_the_service()
    {
        var verdict = await Inspect("Microsoft Outlook <postmaster@outlook.com>", "Undeliverable", "<p>Your message could not be delivered.</p>");
        Assert.Empty(verdict.List("brand.false_name"));
        Assert.Null(verdict.Fact("from.freemail"));
        Assert.Equal(["Microsoft"], (await Inspect("Microsoft Outlook <post.master@outlook.com>", "Hello", "<p>Hello</p>")).List("brand.false_name"));
    }

    [Fact]
    public async Task A_name_whose_links_all_lead_to_its_brand_poses_as_nobody()
    {
        const string Own = "<a href=https://www.paypal.com/a>Offer</a>";
        Assert.Empty((await Inspect("PayPal Rewards Club <club@example.net>", "Hello", Own)).List("brand.false_name"));
        Assert.Equal(["PayPal"], (await Inspect("PayPal Rewards Club <club@example.net>", "Hello", Own + "<a href=https://example.org/>Confirm</a>")).List("brand.false_name"));
        Assert.Equal(["PayPal"], (await Inspect("PayPal Rewards Club <club@gmail.com>", "Call 1-800-555-0100", Own)).List("brand.false_name"));
    }

    [Theory]
    [InlineData("a@rnicrosoft-accounts.com")]
    [InlineData("a@secure-rnicrosoft.net")]
    public async Task A_word_of_the_domain_may_look_like_a_brand(string address) =>
        Assert.Equal("Microsoft (looks the same)", (await Inspect($"A <{address}>", "Hello", "<p>Hello</p>")).Fact("from.lookalike"));
}
