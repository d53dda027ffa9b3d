using System.Text;
using Sekisho.MailAuth.Results;

namespace Sekisho.MailAuth.Tests.Results;

public sealed class AuthenticationResultsTests
{
    [Fact]
    public void The_grammar_is_read_with_comments_folds_and_quotes()
    {
        var read = AuthenticationResultsReader.Read("(a (nested) one) \"mx.example.com\" (x) 1;\r\n\tspf (c) / 1 = PASS (good) reason = \"because; of (this)\"\r\n smtp . mailfrom = \"a b\"@example.com; dkim=fail header.d=example.org header.b=abc=;"u8)!;
        Assert.Equal("mx.example.com", read.AuthServId);
        Assert.Equal([("spf", "pass", "because; of (this)"), ("dkim", "fail", null)], read.Results.Select(result => (result.Method, result.Result, result.Reason)));
        Assert.Equal([new ResultProperty("smtp", "mailfrom", "a b@example.com")], read.Results[0].Properties);
        Assert.Equal([new ResultProperty("header", "d", "example.org"), new ResultProperty("header", "b", "abc=")], read.Results[1].Properties);
    }

    [Fact]
    public void None_has_no_results() => Assert.Empty(AuthenticationResultsReader.Read("example.com 1; none")!.Results);

    [Theory]
    [InlineData("")]
    [InlineData(";")]
    [InlineData("example.com")]
    [InlineData("example.com; ")]
    [InlineData("example.com; spf")]
    [InlineData("example.com; spf=")]
    [InlineData("example.com; spf=pass smtp.mailfrom")]
    [InlineData("example.com; spf=pass (unclosed")]
    [InlineData("example.com; spf=pass reason=\"unclosed")]
    [InlineData("example.com x; spf=pass")]
    [InlineData("(((((((((((((((((((((((((((((((((((((((x; spf=pass")]
    public void What_breaks_the_grammar_is_null(string value) => Assert.Null(AuthenticationResultsReader.Read(value));

    [Fact]
    public void What_is_written_is_read_again_whatever_the_values_are()
    {
        var results = new AuthenticationResults("mx.example.com",
        [
            new MethodResult("spf", "fail") { Reason = "a \"quoted\"\\ reason\r\nX-Injected: yes", Properties = [new ResultProperty("smtp", "mailfrom", "a b;c(d)@example.com"), new ResultProperty("smtp", "helo", "")] },
            new MethodResult("dkim", "pass") { Properties = [new ResultProperty("header", "i", "@bücher.example\0")] },
        ]);
        var field = AuthenticationResultsWriter.Write(results);
        Assert.DoesNotContain("\nX-", field, StringComparison.Ordinal);
        Assert.All(field.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1), line => Assert.StartsWith(" ", line, StringComparison.Ordinal));
        var read = AuthenticationResultsReader.Read(Encoding.UTF8.GetBytes(field["Authentication-Results:".Length..]))!;
        Assert.Equal("a \"quoted\"\\ reason??X-Injected: yes", read.Results[0].Reason);
        Assert.Equal(["a b;c(d)@example.com", ""], read.Results[0].Properties.Select(property => property.Value));
        Assert.Equal("@bücher.example?", read.Results[1].Properties[0].Value);
        Assert.Equal("Authentication-Results: mx.example.com; none\r\n", AuthenticationResultsWriter.Write(new AuthenticationResults("mx.example.com", [])));
    }

    [Theory]
    [InlineData("Authentication-Results: mx.example.com; spf=pass")]
    [InlineData("authentication-RESULTS : MX.Example.COM; spf=pass")]
    [InlineData("Authentication-Results:\r\n\tmx.example.com;\r\n spf=pass")]
    [InlineData("Authentication-Results: (hello (you)) mx.example.com (x) 1; spf=pass")]
    [InlineData("Authentication-Results: \"mx.example.com\"; spf=pass")]
    [InlineData("Authentication-Results: \"mx.\\example.com\"; spf=pass")]
    [InlineData("Authentication-Results: mx.example.com.; spf=pass")]
    [InlineData("Authentication-Results: =?utf-8?q?mx.example.com?=; spf=pass")]
    [InlineData("Authentication-Results: =?utf-8?b?bXguZXhhbXBsZS5jb20=?=; spf=pass")]
    [InlineData("Authentication-Results: mx.(gap)example.com; spf=pass")]
    [InlineData("Authentication-Results: mx.\r\n example.com; spf=pass")]
    [InlineData("Authentication-Results: (unclosed mx.example.com; spf=pass")]
    [InlineData("Authentication-Results: other.example mx.example.com; spf=pass")]
    [InlineData("Authentication-Results: (other.example;) mx.example.com; spf=pass")]
    [InlineData("Authentication-Results: mx.example.com\0; spf=pass")]
    [InlineData("Authentication-Results: mx.exam\xE2\x80\x8Bple.com; spf=pass")]
    [InlineData("Authentication-Results: mx.example.com")]
    [InlineData("Authentication-Results\0: mx.example.com; spf=pass")]
    public void A_field_that_anyone_may_take_for_ours_is_removed(string field)
    {
        var message = Encoding.Latin1.GetBytes("Received: x\r\n" + field + "\r\nSubject: y\r\n\r\nbody\r\n");
        Assert.Equal("Received: x\r\nSubject: y\r\n\r\nbody\r\n", Encoding.Latin1.GetString(ForeignResults.Remove(message, "mx.example.com").Span));
    }

    [Theory]
    [InlineData("Authentication-Results: mx.example.org; spf=pass smtp.helo=mx.example.com")]
    [InlineData("Authentication-Results: notmx.example.com; spf=pass")]
    [InlineData("Authentication-Results: mx.example.com.example.org; spf=pass")]
    [InlineData("X-Authentication-Results: mx.example.com; spf=pass")]
    [InlineData("ARC-Authentication-Results: i=1; mx.example.com; spf=pass")]
    public void Other_fields_stay(string field)
    {
        var message = Encoding.Latin1.GetBytes(field + "\r\nSubject: y\r\n\r\nAuthentication-Results: mx.example.com; spf=pass\r\n");
        Assert.Empty(ForeignResults.Find(message, "mx.example.com"));
    }

    [Fact]
    public void Our_name_in_U_labels_is_ours() => Assert.Single(ForeignResults.Find(Encoding.UTF8.GetBytes("Authentication-Results: BÜCHER.example; spf=pass\r\n\r\n"), "xn--bcher-kva.example"));

    [Fact]
    public void Every_such_field_is_removed_of_a_thousand()
    {
        var message = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("Authentication-Results: mx.example.com; spf=pass\nTo: a\n", 1000)) + "\nbody");
        Assert.Equal(string.Concat(Enumerable.Repeat("To: a\n", 1000)) + "\nbody", Encoding.ASCII.GetString(ForeignResults.Remove(message, "mx.example.com").Span));
    }
}
