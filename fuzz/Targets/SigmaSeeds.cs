using System.Text;

namespace Sekisho.Fuzz.Targets;

/// <summary>Rule files to start from: all parts of the language in a few lines.</summary>
internal static class SigmaSeeds
{
    public static IReadOnlyList<byte[]> Rules { get; } =
    [
        .. new[]
        {
            "title: a\nid: 1\nlogsource:\n  product: windows\ndetection:\n  sel:\n    Image|endswith: '\\x.exe'\n    CommandLine|contains|all:\n      - ' -enc '\n      - 'b*c?'\n  f:\n    User: null\n  condition: sel and not 1 of f*\n",
            "title: b\nlogsource: {category: x}\ndetection:\n  k:\n    - word\n    - 12\n  l:\n    - A|re|i: 'a+(b|c)[^d]{2,3}$'\n    - B|cidr: 10.0.0.0/8\n    - C|windash|contains: ' -x /y'\n    - D|base64offset|contains: abc\n    - E|gte: 5\n    - F|fieldref: G\n    - H|exists: true\n    - T|hour: 3\n  condition: (k or l) and not (2 of them)\n",
            "title: c\nname: c\nlogsource: &l {product: p}\ndetection: {s: {a: 1}, condition: s}\n---\ntitle: d\ncorrelation:\n  type: event_count\n  rules: [c]\n  group-by: [a]\n  timespan: 5m\n  condition: {gte: 3}\n",
            "title: e\nlogsource: {product: p}\nfilter:\n  rules: any\n  s: {b|startswith: x}\n  condition: not s\n",
            "action: global\nlogsource: {product: p}\n---\ntitle: f\ndetection: {s: [{a: x}, {b|utf16le|base64: y}], condition: [s, 'all of them']}\n---\naction: repeat\ntitle: g\n",
        }.Select(Encoding.UTF8.GetBytes),
    ];
}
