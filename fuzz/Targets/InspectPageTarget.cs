using System.Text;
using Sekisho.Inspect.Domains;
using Sekisho.Inspect.Html;
using Sekisho.Inspect.Links;
using Sekisho.Testing.Fuzzing;

namespace Sekisho.Fuzz.Targets;

/// <summary>What a page shows, hides and builds, and what the addresses in it lead to and pose as.</summary>
public sealed class InspectPageTarget : IFuzzTarget
{
    public string Name => "inspect-page";

    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        .. InspectSeeds.Html,
        Bytes("<style>.a{display:none}</style><p class=a>x<p style='font:0/0 a;color:#fff'>Pay<b hidden>z</b>Pal<input type=password><svg onload='eval(atob(\"aHR0cHM6Ly9leGFtcGxlLm5ldC9hYWFhYWFh\"))'>"),
        Bytes("https://www.google.com/url?q=https%3A%2F%2Fpaypa1.example%2F&u=a1aHR0cHM6Ly9leGFtcGxlLm5ldC9h https://xn--pypal-4ve.com/ https://a-b.translate.goog/ https://urldefense.com/v3/__https://a.example__;!!"),
    ];

    public void Run(byte[] input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var text = Encoding.UTF8.GetString(input);
        var view = HtmlReader.Read(text, CancellationToken.None);
        if (view.VisibleText.Length + view.HiddenText.Length > 2 * text.Length + 1_000) throw new InvalidOperationException("More text than the page has.");
        Smuggling.In(view);
        BrandList.In(PlainLetters.Fold(text));
        BrandList.Whole(PlainLetters.Fold(text));
        MixedScripts.WordsIn(text);
        var collector = new LinkCollector(20, 300);
        HtmlLinks.Find(text, collector, default);
        foreach (var (link, place) in collector.Found)
        {
            var layers = LinkUnwrapping.Layers(link, 300);
            if (layers.Count > LinkUnwrapping.MaxLayers) throw new InvalidOperationException("More layers than the limit.");
            new LinkHosts().Add(link, place, 300);
            foreach (var host in layers.Select(layer => layer.Host).Append(link.Host))
            {
                Lookalikes.Of(host);
                if (!host.EndsWith(RegisteredName.Of(host), StringComparison.Ordinal)) throw new InvalidOperationException($"The site of '{host}' is not its end.");
            }
        }
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
