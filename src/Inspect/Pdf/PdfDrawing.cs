using System.Buffers.Text;
using Sekisho.Inspect.Images;

namespace Sekisho.Inspect.Pdf;

/// <summary>Follows the instructions of a page (ISO 32000-2 §8.5) as far as filled shapes and straight lines go: codes that are drawn module by module. Curves count by their ends, text and pictures not at all.</summary>
internal sealed class PdfDrawing(ShapeCanvas canvas)
{
    /// <summary>Deepest nesting of saved states.</summary>
    private const int MaxStates = 64;

    /// <summary>Most numbers in front of an operator that matter.</summary>
    private const int MaxNumbers = 8;

    private readonly List<double> _numbers = [];
    private readonly List<(double X, double Y)[]> _outlines = [];
    private readonly List<(double X, double Y)> _line = [];
    private readonly Stack<State> _saved = new();
    private State _state = new(1, 0, 0, 1, 0, 0, 0, 0, 1);

    /// <summary>Follows a stream; a page may have several, which belong together.</summary>
    public void Read(ReadOnlySpan<byte> bytes)
    {
        for (var at = 0; at < bytes.Length && canvas.HasRoom;)
        {
            var value = bytes[at];
            if (char.IsAsciiDigit((char)value) || value is (byte)'-' or (byte)'+' or (byte)'.')
            {
                var isNumber = Utf8Parser.TryParse(bytes[at..Math.Min(bytes.Length, at + 40)], out double number, out var length);
                if (_numbers.Count == MaxNumbers) _numbers.RemoveAt(0);
                if (isNumber && double.IsFinite(number)) _numbers.Add(number);
                at += isNumber ? Math.Max(1, length) : 1;
            }
            else if (char.IsAsciiLetter((char)value))
            {
                var end = at + 1;
                while (end < bytes.Length && (char.IsAsciiLetter((char)bytes[end]) || bytes[end] == '*')) end++;
                var word = bytes[at..end];
                at = end;
                // The bytes of a picture inside the page are no instructions.
                if (word.SequenceEqual("ID"u8)) at = bytes[at..].IndexOf("EI"u8) is >= 0 and var skip ? at + skip + 2 : bytes.Length;
                else Follow(word);
                _numbers.Clear();
            }
            else at = Skip(bytes, at);
        }
    }

    private static int Skip(ReadOnlySpan<byte> bytes, int at)
    {
        if (bytes[at] == '/')
        {
            at++;
            while (at < bytes.Length && !PdfLexer.IsBlank(bytes[at]) && bytes[at] is not ((byte)'/' or (byte)'[' or (byte)'(' or (byte)'<' or (byte)'>' or (byte)']')) at++;
            return at;
        }

        if (bytes[at] == '(')
        {
            var open = 1;
            for (at++; at < bytes.Length && open > 0; at++)
            {
                if (bytes[at] == '\\') at++;
                else if (bytes[at] == '(') open++;
                else if (bytes[at] == ')') open--;
            }

            return at;
        }

        if (bytes[at] != '<' && bytes[at] != '%') return at + 1;
        var end = bytes[at] == '<' ? bytes[at..].IndexOf((byte)'>') : bytes[at..].IndexOfAny((byte)'\r', (byte)'\n');
        return end < 0 ? bytes.Length : at + end + 1;
    }

    private void Follow(ReadOnlySpan<byte> word)
    {
        if (word.Length == 1) FollowShort((char)word[0]);
        else if (word.SequenceEqual("re"u8) && Take(4) is [var x, var y, var width, var height])
        {
            EndLine();
            _outlines.Add([Place(x, y), Place(x + width, y), Place(x + width, y + height), Place(x, y + height)]);
        }
        else if (word.SequenceEqual("cm"u8) && Take(6) is [var a, var b, var c, var d, var e, var f]) _state = _state.With(a, b, c, d, e, f);
        else if (word.SequenceEqual("rg"u8) || word.SequenceEqual("sc"u8) || word.SequenceEqual("scn"u8)) _state = _state with { Fill = Luma(_state.Fill) };
        else if (word.SequenceEqual("RG"u8) || word.SequenceEqual("SC"u8) || word.SequenceEqual("SCN"u8)) _state = _state with { Stroke = Luma(_state.Stroke) };
        else if (word.SequenceEqual("f*"u8) || word.SequenceEqual("B*"u8) || word.SequenceEqual("b*"u8)) Fill();
    }

    private void FollowShort(char letter)
    {
        switch (letter)
        {
            case 'q' when _saved.Count < MaxStates: _saved.Push(_state); break;
            case 'Q' when _saved.TryPop(out var before): _state = before; break;
            case 'm' when Take(2) is [var x, var y]:
                EndLine();
                _line.Add(Place(x, y));
                break;
            case 'l' or 'c' or 'v' or 'y' when Take(2) is [var x, var y]: _line.Add(Place(x, y)); break;
            case 'h': EndLine(); break;
            case 'g' or 'k': _state = _state with { Fill = Luma(_state.Fill) }; break;
            case 'G' or 'K': _state = _state with { Stroke = Luma(_state.Stroke) }; break;
            case 'w' when Take(1) is [var width]: _state = _state with { Width = Math.Abs(width) }; break;
            case 'f' or 'F' or 'B' or 'b': Fill(); break;
            case 'S' or 's': Stroke(); break;
            case 'n': Clear(); break;
        }
    }

    private void Fill()
    {
        EndLine();
        if (_outlines.Count > 0) canvas.Add([.. _outlines], _state.Fill);
        Clear();
    }

    /// <summary>Level and upright lines as the rectangles they are seen as.</summary>
    private void Stroke()
    {
        EndLine();
        var half = _state.Width * _state.Scale / 2;
        foreach (var line in _outlines)
        {
            for (var i = 0; i + 1 < line.Length; i++)
            {
                var (from, to) = (line[i], line[i + 1]);
                double width = Math.Abs(to.X - from.X), height = Math.Abs(to.Y - from.Y);
                if (height < 1e-6 && width > 0) canvas.AddRectangle(Math.Min(from.X, to.X), from.Y - half, width, half * 2, _state.Stroke);
                else if (width < 1e-6 && height > 0) canvas.AddRectangle(from.X - half, Math.Min(from.Y, to.Y), half * 2, height, _state.Stroke);
            }
        }

        Clear();
    }

    private void EndLine()
    {
        if (_line.Count > 1) _outlines.Add([.. _line]);
        _line.Clear();
    }

    private void Clear()
    {
        _line.Clear();
        _outlines.Clear();
    }

    private List<double> Take(int count) => _numbers.Count >= count ? _numbers[^count..] : [];

    private byte Luma(byte otherwise)
    {
        var channels = _numbers.Select(number => (int)(Math.Clamp(number, 0, 1) * 255)).ToList();
        return channels.Count switch
        {
            1 => (byte)channels[0],
            3 => GrayImage.Luma(channels[0], channels[1], channels[2]),
            4 => (byte)(GrayImage.Luma(255 - channels[0], 255 - channels[1], 255 - channels[2]) * (255 - channels[3]) / 255),
            _ => otherwise,
        };
    }

    /// <summary>Pages count upwards, pictures downwards.</summary>
    private (double X, double Y) Place(double x, double y) => ((_state.A * x) + (_state.C * y) + _state.E, -((_state.B * x) + (_state.D * y) + _state.F));

    private sealed record State(double A, double B, double C, double D, double E, double F, byte Fill, byte Stroke, double Width)
    {
        public double Scale => Math.Sqrt(Math.Abs((A * D) - (B * C)));

        /// <summary>A further change of coordinates in front (§8.3.4).</summary>
        public State With(double a, double b, double c, double d, double e, double f) => this with
        {
            A = (a * A) + (b * C),
            B = (a * B) + (b * D),
            C = (c * A) + (d * C),
            D = (c * B) + (d * D),
            E = (e * A) + (f * C) + E,
            F = (e * B) + (f * D) + F,
        };
    }
}
