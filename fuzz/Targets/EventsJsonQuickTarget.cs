using System.Text;
using Sekisho.Events;
using Sekisho.Events.Json;
using Sekisho.Events.Names;
using Sekisho.Testing.Fuzzing;

namespace Sekisho.Fuzz.Targets;

/// <summary>The quick way over JSON beside the base library's reader: what the first accepts, the second reads the same.</summary>
public sealed class EventsJsonQuickTarget : IFuzzTarget
{
    private const int MaxDepth = 8;

    private readonly EventRecord _quick = new();
    private readonly EventRecord _slow = new();
    private FieldNames _names = new();
    private JsonQuickReading _reading = new(new FieldNames(), MaxDepth);
    private JsonFlattening _flattening = new(new FieldNames(), MaxDepth);
    private int _runs;

    public string Name => "events-json-quick";

    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        .. new[]
        {
            "{\"Channel\":\"Security\",\"EventID\":4688,\"a\":[1,-2.5e+3,{\"b\":null,\"c\":[]}],\"t\":\"\\u00e9\\ud83d\\ude00\\ud800x\\\\\",\"u\":{\"\":true}}",
            "{ \"Event\" : { \"EventData\" : { \"Data\" : [ { \"@Name\" : \"Image\", \"#text\" : \"x\" }, {\"#attributes\":{\"Name\":\"User\"},\"#text\":false} ] } } }",
            "{\"EventTime\":\"2020-01-01 00:00:00\",\"CommandLine\":\"\\\"C:\\\\Windows\\\\x.exe\\\" \\t/c\",\"ProcessId\":0,\"a\":0.10,\"EventTime\":\"\"}",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    public void Run(byte[] input)
    {
        if (_runs++ % 1000 == 0)
        {
            _names = new FieldNames();
            _reading = new JsonQuickReading(_names, MaxDepth);
            _flattening = new JsonFlattening(_names, MaxDepth);
        }

        foreach (var line in Lines(input))
        {
            _quick.Clear();
            _slow.Clear();
            if (_reading.TryRead(line, _quick)) Compare(line);
            else if (_quick.Count > 0 || _quick.Truncated) throw new InvalidOperationException("What was refused has left values.");
        }
    }

    private void Compare(byte[] line)
    {
        if (_flattening.ReadSlowly(line, _slow) is { } problem) throw new InvalidOperationException($"The quick way read what the slow way refuses: {problem}");
        if (_quick.Count != _slow.Count) throw new InvalidOperationException($"{_quick.Count} values, not {_slow.Count}.");
        for (var i = 0; i < _slow.Count; i++)
        {
            if (_quick.NameId(i) != _slow.NameId(i) || _quick.Kind(i) != _slow.Kind(i) || !_quick.Text(i).SequenceEqual(_slow.Text(i))) throw new InvalidOperationException($"Value {i} differs.");
        }
    }

    /// <summary>The whole input, and each line of it.</summary>
    private static IEnumerable<byte[]> Lines(byte[] input)
    {
        yield return input;
        for (var start = 0; start < input.Length;)
        {
            var end = Array.IndexOf(input, (byte)'\n', start);
            if (end < 0) end = input.Length;
            yield return input[start..end];
            start = end + 1;
        }
    }
}
