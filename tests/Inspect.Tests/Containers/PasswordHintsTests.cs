using Sekisho.Inspect.Containers;

namespace Sekisho.Inspect.Tests.Containers;

public sealed class PasswordHintsTests
{
    /// <summary>What is tried on files with a slow lock; the customary words need room as well.</summary>
    private const int Tries = 64;

    [Theory]
    [InlineData("ＰＷ：Ｘｋ９ｖＴｑ", "Xk9vTq")]
    [InlineData("添付ファイルのパスワードはabcdefghとなります。", "abcdefgh")]
    [InlineData("暗証番号は0421です", "0421")]
    [InlineData("PASS→abcdefgh", "abcdefgh")]
    [InlineData("ぱすわーど：abcdefgh", "abcdefgh")]
    [InlineData("パスワードは「 ab cd 」です", "ab cd")]
    [InlineData("パスワードは全角ではなく半角でabcd1234です", "abcd1234")]
    [InlineData("パスワードをお知らせします。\n以下のとおりでございます。\n\nabcdefgh\n\n以上", "abcdefgh")]
    [InlineData("password 'my pass phrase'", "my pass phrase")]
    [InlineData("Password: ab\"c<d", "ab\"c<d")]
    [InlineData("Use november to open the file", "november")]
    [InlineData("Unlock with: abcdefgh", "abcdefgh")]
    [InlineData("Password to extract the attached archive and view your documents: abcdefgh", "abcdefgh")]
    public void The_password_is_among_the_first_words(string text, string password)
    {
        var list = new PasswordList(() => $"Your file\nDear Hana,\n\n{text}\n\nKind regards,\nAnn");
        Assert.InRange(list.Words.ToList().IndexOf(password), 0, Tries - 1);
        Assert.Contains("infected", list.Words.Take(Tries));
    }

    [Fact]
    public void Long_texts_give_no_endless_lists_of_words()
    {
        var list = new PasswordList(() => string.Join(' ', Enumerable.Range(0, 10_000).Select(number => $"word{(char)('a' + (number % 15))}{(char)('a' + (number / 15 % 15))}")));
        Assert.Equal(50, list.Words.Count);
        Assert.Contains("infected", list.Words.Take(Tries));
    }
}
