using System.Globalization;
using System.Text;
using Sekisho.Inspect.Containers;
using Sekisho.Inspect.Pdf;

namespace Sekisho.Inspect.Disarm;

/// <summary>
/// Writes PDF documents anew (ISO 32000-2 §7.5): the newest version of every object in the open, one table, no object
/// streams, no older versions; the names that make things run, send or embed are changed, and what they lead to is left out.
/// </summary>
internal static class PdfRebuild
{
    /// <summary>Most objects of a document that is rebuilt.</summary>
    private const int MaxNumber = 8_000_000;

    /// <summary>The document without them; null where it is encrypted, has no root, or is too much to be read whole.</summary>
    public static byte[]? Rebuild(ReadOnlyMemory<byte> content, UnpackBudget budget)
    {
        var document = PdfDocument.Read(content, budget);
        if (document.Encryption.Entries is not null || document.IsCut || !budget.IsInTime()) return null;
        var newest = new SortedDictionary<int, PdfObject>();
        foreach (var item in document.Objects)
            if (item.Number is > 0 and < MaxNumber && (!newest.TryGetValue(item.Number, out var known) || item.Position >= known.Position))
                newest[item.Number] = item;
        var root = document.Trailers.Select(trailer => trailer["Root"].Reference).LastOrDefault(number => number is { } there && newest.ContainsKey(there)) ?? newest.Values.LastOrDefault(item => item.Value["Type"].Name == "Catalog")?.Number;
        if (root is null) return null;
        var left = PayloadsOf(newest.Values);
        using var output = new MemoryStream();
        output.Write("%PDF-1.7\n%\u00E2\u00E3\n"u8);
        var places = new SortedDictionary<int, long>();
        foreach (var (number, item) in newest)
        {
            if (left.Contains(number) || item.Value["Type"].Name is "ObjStm" or "XRef" or "EmbeddedFile") continue;
            places[number] = output.Length;
            Write(output, $"{number} 0 obj\n");
            output.Write(PdfNames.Clean(item.Raw.Span));
            if (item.Data is { } data)
            {
                output.Write("\nstream\n"u8);
                output.Write(data.Span);
                output.Write("\nendstream"u8);
            }

            output.Write("\nendobj\n"u8);
        }

        // The catalogue itself was named as a payload: nothing of the document is left.
        if (!places.ContainsKey(root.Value)) return null;
        WriteTable(output, places, root.Value);
        return output.ToArray();
    }

    /// <summary>The objects that are scripts and embedded files.</summary>
    private static HashSet<int> PayloadsOf(IEnumerable<PdfObject> objects)
    {
        var numbers = new HashSet<int>();
        foreach (var item in objects)
        {
            var waiting = new Stack<PdfValue>();
            waiting.Push(item.Value);
            for (var seen = 0; waiting.TryPop(out var next) && seen < 100_000; seen++)
            {
                if (next["JS"].Reference is { } script) numbers.Add(script);
                foreach (var file in next["EF"].Entries?.Values ?? Enumerable.Empty<PdfValue>())
                    if (file.Reference is { } number)
                        numbers.Add(number);
                foreach (var inner in next.Entries?.Values ?? (IEnumerable<PdfValue>)(next.Items ?? []))
                    if (inner.Items is not null || inner.Entries is not null)
                        waiting.Push(inner);
            }
        }

        return numbers;
    }

    /// <summary>The table (§7.5.4): for each run of numbers where they begin, then 20 bytes each.</summary>
    private static void WriteTable(MemoryStream output, SortedDictionary<int, long> places, int root)
    {
        var start = output.Length;
        Write(output, "xref\n0 1\n0000000000 65535 f \n");
        var numbers = places.Keys.ToList();
        for (var i = 0; i < numbers.Count;)
        {
            var end = i + 1;
            while (end < numbers.Count && numbers[end] == numbers[end - 1] + 1) end++;
            Write(output, $"{numbers[i]} {end - i}\n");
            for (; i < end; i++) Write(output, $"{places[numbers[i]]:D10} 00000 n \n");
        }

        Write(output, $"trailer\n<</Size {numbers[^1] + 1}/Root {root} 0 R>>\nstartxref\n{start}\n%%EOF\n");
    }

    private static void Write(MemoryStream output, FormattableString text) => output.Write(Encoding.ASCII.GetBytes(text.ToString(CultureInfo.InvariantCulture)));

    private static void Write(MemoryStream output, string text) => output.Write(Encoding.ASCII.GetBytes(text));
}
