using System.Text;
using Sekisho.Inspect.Language;

namespace Sekisho.Inspect.Tests.Language;

public sealed class LanguageSignalTests
{
    private const string Lure = """
        From: "Account Team" <x7k2m9q4@qz7xk2v9.example>
        To: anna@recipient.example
        Subject: Final notice: your account has been suspended
        Date: Sat, 08 Aug 2026 06:00:00 +0000
        MIME-Version: 1.0
        Content-Type: text/html

        <p>Dear customer, unusual activity was found. Verify your account within 24 hours to avoid suspension.
        <a href="https://login.elsewhere.example/verify">Click here to verify now</a></p>
        """;

    [Fact]
    public async Task A_lure_is_named_with_its_wording_its_traits_and_the_words_that_did_it()
    {
        var verdict = await Inspecting.MessageAsync(Lure);
        Assert.Contains("credential", verdict.List("language.phrases"));
        Assert.Contains("account_threat", verdict.List("language.phrases"));
        Assert.Contains("no link to the sender's site", verdict.List("language.traits"));
        Assert.Equal("en", verdict.Fact("language.name"));
        Assert.InRange((double)verdict.Fact("language.probability")!, 0.6, 1);
        Assert.NotEmpty(verdict.List("language.against"));
        Assert.DoesNotContain(verdict.List("language.against"), word => word.StartsWith(' '));
    }

    [Fact]
    public async Task Traits_are_weighed_in_pairs_that_an_explanation_names()
    {
        var named = (await Inspecting.MessageAsync(Lure)).List("language.against").Concat((await Inspecting.MessageAsync(Lure)).List("language.for"));
        Assert.Contains(named, item => item.Contains("; ", StringComparison.Ordinal));
        // The facts name each trait once and no pair.
        Assert.DoesNotContain((await Inspecting.MessageAsync(Lure)).List("language.traits"), trait => trait.Contains("; ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_lure_above_a_borrowed_newsletter_is_seen_by_its_first_link()
    {
        const string Newsletter = "<a href=\"https://news.paper.example/a\">One</a> <a href=\"https://news.paper.example/b\">Two</a> <a href=\"https://news.paper.example/c\">Three</a> <a href=\"https://news.paper.example/d\">Four</a> <a href=\"https://news.paper.example/e\">Five</a>";
        var borrowed = await Inspecting.MessageAsync(Lure + Newsletter);
        var fewer = await Inspecting.MessageAsync(Lure + Newsletter.Replace("<a href=\"https://news.paper.example/e\">Five</a>", "", StringComparison.Ordinal));
        var own = await Inspecting.MessageAsync(Lure.Replace("login.elsewhere.example", "www.paper.example", StringComparison.Ordinal) + Newsletter);
        Assert.Contains("first link leads away from all others", borrowed.List("language.traits"));
        Assert.DoesNotContain("first link leads away from all others", fewer.List("language.traits"));
        Assert.DoesNotContain("first link leads away from all others", own.List("language.traits"));
    }

    [Fact]
    public async Task The_senders_name_is_read_for_phrases()
    {
        var verdict = await Inspecting.MessageAsync(Lure.Replace("Account Team", "Naughty Dating", StringComparison.Ordinal));
        Assert.Contains("adult", verdict.List("language.phrases"));
    }

    [Theory]
    [InlineData("请尽快确认您的账户信息，否则账户将被停用，谢谢您的配合", "zh")]
    [InlineData("お支払い情報の更新をお願いいたします。ご確認ください。", "ja")]
    [InlineData("Please read the report and tell us what you think of it", "en")]
    public async Task Languages_without_blanks_are_told_apart(string text, string language)
    {
        var verdict = await Inspecting.MessageAsync($"From: a@sender.example\nTo: b@recipient.example\nSubject: 1\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n{Convert.ToBase64String(Encoding.UTF8.GetBytes(text))}\n");
        Assert.Equal(language, verdict.Fact("language.name"));
    }

    [Fact]
    public async Task A_letter_between_people_is_probably_wanted()
    {
        var verdict = await Inspecting.MessageAsync("""
            From: Hannah Novak <hannah.novak@brightloom.example>
            To: anna@recipient.example
            Subject: Re: numbers for Thursday
            In-Reply-To: <1@recipient.example>
            Date: Sat, 08 Aug 2026 06:00:00 +0000
            MIME-Version: 1.0
            Content-Type: text/plain

            Hi Anna, thanks, I think the second table is right. Let's talk about it after the meeting on Thursday, I have changed the
            first sheet as we discussed. Could you send me the old file again?

            Best, Hannah
            """);
        Assert.InRange((double)verdict.Fact("language.probability")!, 0, 0.4);
    }

    [Fact]
    public async Task Dates_mailers_and_the_recipients_name_change_nothing()
    {
        var one = await Inspecting.MessageAsync(Lure);
        var other = await Inspecting.MessageAsync(Lure.Replace("2026", "2002", StringComparison.Ordinal)
            .Replace("MIME-Version", "X-Mailer: Old Mailer 1.0\nX-Spam-Status: No\nAuthentication-Results: other.example; spf=pass\nReceived: by x.example\nMIME-Version", StringComparison.Ordinal)
            .Replace("anna@recipient.example", "customer.john@pot.example", StringComparison.Ordinal).Replace("Dear customer", "Dear john", StringComparison.Ordinal));
        var third = await Inspecting.MessageAsync(Lure.Replace("Dear customer", "Dear anna", StringComparison.Ordinal));
        Assert.Equal(third.Fact("language.probability"), other.Fact("language.probability"));
        Assert.NotNull(one.Fact("language.probability"));
    }

    [Fact]
    public async Task Japanese_is_read_by_pairs_of_characters()
    {
        var verdict = await Inspecting.MessageAsync("""
            From: info@mail.example
            Subject: =?utf-8?B?44GK55+l44KJ44Gb?=
            Date: Sat, 08 Aug 2026 06:00:00 +0000
            MIME-Version: 1.0
            Content-Type: text/plain; charset=utf-8

            お客様のアカウントが一時的に停止されました。24時間以内にご確認ください。
            """);
        Assert.Equal("ja", verdict.Fact("language.name"));
        Assert.Contains("account_threat", verdict.List("language.phrases"));
        Assert.Contains("urgency", verdict.List("language.phrases"));
    }

    [Fact]
    public async Task What_was_learned_is_used()
    {
        var content = Encoding.UTF8.GetBytes(Lure.ReplaceLineEndings("\r\n"));
        await using var learning = LanguageLearning.Begin(null)!;
        for (var i = 0; i < 20; i++) await learning.AddAsync(content, isBad: false, CancellationToken.None);
        Assert.Equal((20, 0), (learning.Good, learning.Bad));
        var before = await Inspecting.MessageAsync(Lure);
        var after = await Inspecting.MessageAsync(content, new InspectOptions { LanguageModel = learning.ToModel() });
        Assert.True((double)after.Fact("language.probability")! < (double)before.Fact("language.probability")! - 0.2);
    }

    [Fact]
    public void What_is_no_model_cannot_be_learned_from() => Assert.Null(LanguageLearning.Begin([1, 2, 3]));
}
