using Sekisho.Inspect.Language.Text;

namespace Sekisho.Inspect.Tests.Language;

public sealed class FoldedTextTests
{
    [Theory]
    [InlineData("Vérifiez VOTRE Compte!", "verifiez votre compte")]
    [InlineData("See https://a.example/b?c=1 now", "see \uE001 now")]
    [InlineData("write to bob.smith@mail.example.com, please", "write to \uE002 please")]
    [InlineData("go to www.shop.com/x today", "go to \uE001 today")]
    [InlineData("call 0120-555-123", "call 0000 000 000")]
    [InlineData("ＡＢＣ　ｶﾅ", "abc カナ")]
    [InlineData("P\u200Bay\u00ADPal", "paypal")]
    [InlineData("pаypаl", "paypal")]
    [InlineData("\U0001D5D6laim \U0001F381\U0001F381 now", "claim \uE003 now")]
    public void Texts_are_folded(string text, string folded)
    {
        var reader = new FoldedText();
        reader.Append(text);
        Assert.Equal(folded, reader.Span.Trim().ToString());
    }

    [Fact]
    public void Disguises_are_counted()
    {
        var reader = new FoldedText();
        reader.Append("pay\u200Bment pаypаl \U0001D5D6");
        Assert.Equal((1, 2, 1), (reader.SplitWords, reader.MixedLetters, reader.StyledLetters));
    }

    [Fact]
    public void A_text_of_picture_signs_and_letters_needs_more_room_than_it_has_and_gets_it()
    {
        var reader = new FoldedText();
        reader.Append(string.Concat(Enumerable.Repeat("\U0001F600a", 20_000)) + new string('b', 20_000));
        Assert.Equal(20_000, reader.Pictures);
        Assert.EndsWith("bbb ", reader.Span.ToString(), StringComparison.Ordinal);
    }
}
