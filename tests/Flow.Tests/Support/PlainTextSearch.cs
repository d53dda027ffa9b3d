using System.Text;

namespace Sekisho.Flow.Tests.Support;

/// <summary>Looks for texts in every file of a folder, in the forms in which a program may have written them: UTF-8, UTF-16, hexadecimal, base64.</summary>
public sealed class PlainTextSearch
{
    private readonly List<(string Text, string Form, byte[] Bytes)> _patterns = [];

    public PlainTextSearch(params IReadOnlyList<string> texts)
    {
        foreach (var text in texts)
        {
            var utf8 = Encoding.UTF8.GetBytes(text);
            _patterns.Add((text, "UTF-8", utf8));
            _patterns.Add((text, "UTF-16", Encoding.Unicode.GetBytes(text)));
            _patterns.Add((text, "UTF-16 big-endian", Encoding.BigEndianUnicode.GetBytes(text)));
            _patterns.Add((text, "hexadecimal", Encoding.ASCII.GetBytes(Convert.ToHexString(utf8))));
            _patterns.Add((text, "hexadecimal, lower case", Encoding.ASCII.GetBytes(Convert.ToHexStringLower(utf8))));
            // Within a longer base64 text it may begin at any of three places; the characters that hang on its neighbours are cut.
            for (var before = 0; before < 3; before++)
            {
                var base64 = Convert.ToBase64String([.. new byte[before], .. utf8]);
                var whole = base64[(before == 0 ? 0 : 4)..((utf8.Length + before) / 3 * 4)];
                _patterns.Add((text, $"base64 at {before}", Encoding.ASCII.GetBytes(whole)));
                _patterns.Add((text, $"base64url at {before}", Encoding.ASCII.GetBytes(whole.Replace('+', '-').Replace('/', '_'))));
            }
        }
    }

    /// <summary>How many forms of texts are looked for.</summary>
    public int Patterns => _patterns.Count;

    /// <summary>What is found in the files of a folder: "file: form of text".</summary>
    public IReadOnlyList<string> InFolder(string folder)
    {
        var found = new List<string>();
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            if (Read(file) is not { } bytes) continue;
            found.AddRange(In(bytes).Select(what => $"{Path.GetRelativePath(folder, file)}: {what}"));
        }

        return found;
    }

    /// <summary>Null for a socket, and for a lock that a running system holds: it can be read when that has stopped.</summary>
    private static byte[]? Read(string file)
    {
        if (file.EndsWith(".sock", StringComparison.Ordinal)) return null;
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes;
        }
        catch (IOException) when (file.EndsWith(".lock", StringComparison.Ordinal))
        {
            return null;
        }
        catch (FileNotFoundException)
        {
            return null; // gone since it was listed
        }
    }

    /// <summary>What is found in some bytes.</summary>
    public IEnumerable<string> In(byte[] bytes) =>
        from pattern in _patterns
        where bytes.AsSpan().IndexOf(pattern.Bytes) >= 0
        select $"{pattern.Form} of '{pattern.Text}'";

    /// <summary>Every form of every text, one after the other: what a search must find.</summary>
    public byte[] All() => [.. _patterns.SelectMany(pattern => (byte[])[.. pattern.Bytes, (byte)'\n'])];
}
