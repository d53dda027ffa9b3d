using Sekisho.Inspect.Links;

namespace Sekisho.Inspect.Tests.Links;

public sealed class LinkUnwrappingTests
{
    private static List<string> Layers(string url) => [.. LinkUnwrapping.Layers(LinkReader.Read(url, 4_096)!, 4_096).Select(layer => layer.Url)];

    [Theory]
    [InlineData("https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.net%2Fa%3Fb%3Dc&data=05", "https://example.net/a?b=c")]
    [InlineData("https://urldefense.proofpoint.com/v2/url?u=https-3A__example.net_a-5Fb&d=x", "https://example.net/a_b")]
    [InlineData("https://urldefense.com/v3/__https://example.net/a__;!!abc", "https://example.net/a")]
    [InlineData("https://www.google.com/url?q=https://example.net/&sa=D", "https://example.net/")]
    [InlineData("https://www.google.com/amp/s/example.net/a", "https://example.net/a")]
    [InlineData("https://www-example-net.translate.goog/a?x=1", "https://www.example.net/a?x=1")]
    [InlineData("https://my--shop-example-net.translate.goog/", "https://my-shop.example.net/")]
    [InlineData("https://www.bing.com/ck/a?!&&p=1&u=a1aHR0cHM6Ly9leGFtcGxlLm5ldC9h&ntb=1", "https://example.net/a")]
    [InlineData("https://abc.r.us-east-1.awstrack.me/L0/https:%2F%2Fexample.net%2Fa/1/0100", "https://example.net/a")]
    [InlineData("https://links-1.mailer.example/CL0/https:%2F%2Fwww.example.net%2Fa%3Fb=c/1/0100-ab", "https://www.example.net/a?b=c")]
    [InlineData("https://click.example.com/go/https%3A%2F%2Fexample.net%2Fa/17", "https://example.net/a")]
    [InlineData("https://click.example.com/go/https%3A//example.net/a/17", "https://example.net/a/17")]
    [InlineData("https://click.example.com/aHR0cHM6Ly9leGFtcGxlLm5ldC9h/x", "https://example.net/a")]
    [InlineData("https://click.example.com/r/https://example.net/a?b", "https://example.net/a?b")]
    [InlineData("https://click.example.com/?//example.net/a", "https://example.net/a")]
    [InlineData("https://click.example.com/?u=http%253A%252F%252Fexample.net", "http://example.net")]
    public void The_address_within_is_found(string url, string inner) => Assert.Equal([inner], Layers(url));

    [Theory]
    [InlineData("https://www.example.com/sharer.php?u=https://example.net/")]
    [InlineData("https://www.facebook.com/sharer/sharer.php?u=https://example.net/")]
    [InlineData("https://twitter.com/intent/tweet?url=https://example.net/")]
    [InlineData("https://example.com/a?b=c")]
    [InlineData("https://example.com")]
    [InlineData("https://example.com/?u=https://")]
    [InlineData("mailto:a@example.com?body=https://example.net/")]
    public void Sharing_and_other_parameters_are_no_way_on(string url) => Assert.DoesNotContain(Layers(url), layer => layer.Contains("example.net", StringComparison.Ordinal) && !url.Contains("www.example.com", StringComparison.Ordinal));

    [Fact]
    public void Several_layers_are_taken_off_up_to_the_limit()
    {
        Assert.Equal(LinkUnwrapping.MaxLayers, Layers(Nested(LinkUnwrapping.MaxLayers)).Count);
        Assert.Equal("https://end.example.net/", Layers(Nested(LinkUnwrapping.MaxLayers))[^1]);
        Assert.Equal(LinkUnwrapping.MaxLayers, Layers(Nested(LinkUnwrapping.MaxLayers + 1)).Count);
    }

    private static string Nested(int layers)
    {
        var url = "https://end.example.net/";
        for (var i = layers; i > 0; i--) url = $"https://h{i}.example.com/?u={url}";
        return url;
    }
}
