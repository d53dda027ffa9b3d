using System.Text;
using Sekisho.Inspect;
using Sekisho.Inspect.Disarm;
using Sekisho.Testing.Fuzzing;

namespace Sekisho.Fuzz.Targets;

/// <summary>Any message is rebuilt without a failure, and rebuilding it once more finds no script or form in its pages.</summary>
public sealed class InspectDisarmTarget : IFuzzTarget
{
    private static readonly Disarmer Disarmer = new(new InspectOptions());

    public string Name => "inspect-disarm";

    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        .. InspectSeeds.Messages,
        Encoding.UTF8.GetBytes("Content-Type: text/html\r\n\r\n<p onclick=a>x<script>b</script><a href='javascript:c'>d</a><form><input></form><svg><style><!--</style><img src=x onerror=e>"),
        Encoding.UTF8.GetBytes($"Content-Type: application/pdf; name=a.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n{Convert.ToBase64String(Encoding.ASCII.GetBytes("%PDF-1.4\n1 0 obj <</Type/Catalog/OpenAction<</S/JavaScript/JS(a\\)b)>>/Names<</EF<</F 2 0 R>>>>>> endobj 2 0 obj <</Length 3>>stream\nabc\nendstream endobj trailer <</Root 1 0 R>>"))}\r\n"),
    ];

    public void Run(byte[] input)
    {
        var first = Disarmer.Disarm(input, new DisarmOptions());
        var text = Encoding.Latin1.GetString(input);
        var page = PageCleaning.Clean(text, withoutRemotePictures: true).Text;
        if (page.Contains("<script", StringComparison.OrdinalIgnoreCase) || page.Contains("<form", StringComparison.OrdinalIgnoreCase)) throw new InvalidOperationException("a script or form is left");
        if (PageCleaning.Clean(page, withoutRemotePictures: true) is var again && again.Removed.Count > 0) throw new InvalidOperationException($"cleaning twice removes {again.Removed[0]}");
        Disarmer.Disarm(first.Content, new DisarmOptions { PagesToText = true });
    }
}
