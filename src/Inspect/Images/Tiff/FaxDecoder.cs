namespace Sekisho.Inspect.Images.Tiff;

/// <summary>
/// Decodes fax pictures: Group 3 in one and two dimensions (ITU-T T.4), Group 4 (T.6), and the variant of TIFF without ends of lines. A line
/// that is broken ends a Group 4 picture; of Group 3 the next end of a line is looked for.
/// </summary>
internal ref struct FaxDecoder
{
    private const int EndOfLineBits = 12;

    private readonly int _columns;
    private readonly FaxForm _form;
    private FaxBits _bits;

    // Where the colour changes in a line: white at first, so white ends at the first. Behind them the width, several times.
    private int[] _line, _above;

    private FaxDecoder(ReadOnlySpan<byte> bytes, int columns, FaxForm form)
    {
        _bits = new FaxBits(bytes);
        (_columns, _form) = (columns, form);
        (_line, _above) = (new int[columns + 4], new int[columns + 4]);
        Array.Fill(_above, columns);
    }

    /// <summary>Decodes as many lines as there are.</summary>
    /// <param name="bytes">The packed lines, the highest bit first.</param>
    /// <param name="form">How they are packed.</param>
    /// <param name="columns">Pixels of a line.</param>
    /// <param name="output">A byte a pixel: gets 0 where it is black; others are left as they are. As many lines as fit.</param>
    /// <param name="budget">What it may cost.</param>
    public static void Decode(ReadOnlySpan<byte> bytes, FaxForm form, int columns, Span<byte> output, ImageBudget budget)
    {
        var decoder = new FaxDecoder(bytes, columns, form);
        for (var row = 0; (row + 1) * columns <= output.Length; row++)
        {
            if ((row & 63) == 0 && !budget.IsInTime() || !decoder.ReadLine()) return;
            decoder.Draw(output.Slice(row * columns, columns));
        }
    }

    private readonly void Draw(Span<byte> output)
    {
        for (var i = 0; i + 1 < _line.Length && _line[i] < _columns; i += 2) output[_line[i].._line[i + 1]].Clear();
    }

    private bool ReadLine()
    {
        if (_form.IsAligned) _bits.Align();
        var isFlat = _form.Group == 3;
        if (_form.Group == 4)
        {
            // The end of the picture is two ends of a line (T.6 §2.4.1).
            if (_bits.Peek(EndOfLineBits) == 1) return false;
        }
        else if (_form.Group == 3)
        {
            var ends = SkipEndsOfLine();
            if (ends > 1) return false;
            if (_form.HasTwoDimensions && ends == 1)
            {
                isFlat = _bits.Peek(1) == 1;
                _bits.Skip(1);
            }
        }
        else isFlat = true;

        if (_bits.IsOver) return false;
        var count = isFlat ? ReadFlat() : ReadByAbove();
        if (count < 0)
        {
            if (_form.Group != 3 || !FindEndOfLine()) return false;
            // What is broken looks as the line above.
            _above.CopyTo(_line, 0);
        }
        else
        {
            _line.AsSpan(count).Fill(_columns);
        }

        (_line, _above) = (_above, _line);
        // From here on the line that was read is called the one above.
        _above.CopyTo(_line, 0);
        return true;
    }

    private int SkipEndsOfLine()
    {
        var ends = 0;
        while (!_bits.IsOver)
        {
            if (_bits.Peek(EndOfLineBits) == 1)
            {
                _bits.Skip(EndOfLineBits);
                if (++ends > 1) return ends;
                if (_form.HasTwoDimensions && _bits.Peek(EndOfLineBits + 1) == ((1 << EndOfLineBits) | 1)) _bits.Skip(1);
            }
            else if (_bits.Peek(EndOfLineBits) == 0) _bits.Skip(1);
            else break;
        }

        return ends;
    }

    private bool FindEndOfLine()
    {
        for (; !_bits.IsOver; _bits.Skip(1))
            if (_bits.Peek(EndOfLineBits) == 1) return true;
        return false;
    }

    /// <summary>A line by itself: lengths of white and black in turns. The number of changes; below zero where it is broken.</summary>
    private int ReadFlat()
    {
        var count = 0;
        for (int x = 0, black = 0; x < _columns; black ^= 1)
        {
            var length = TakeLength(black != 0);
            if (length < 0) return -1;
            x = Math.Min(_columns, x + length);
            _line[count++] = x;
            if (count > _columns + 1) return -1;
        }

        if (_form.Group == 2) _bits.Align();
        return count;
    }

    /// <summary>A line by where its changes are from those of the line above (T.4 §4.2).</summary>
    private int ReadByAbove()
    {
        int count = 0, x = 0, black = 0, above = 0;
        var isFirst = true;
        while (x < _columns)
        {
            // The first change above that is further right, to the other colour; at the start of a line one at its very first pixel, too.
            var behind = isFirst ? -1 : x;
            while (above > 0 && _above[above - 1] > behind) above--;
            while (above < _columns && _above[above] < _columns && ((above & 1) != black || _above[above] <= behind)) above++;
            int first = _above[above], second = _above[Math.Min(above + 1, _above.Length - 1)];
            var bits = _bits.Peek(7);
            if (bits >> 6 == 1) x = Vertical(1, first);
            else if (bits >> 4 == 3) x = Vertical(3, first + 1);
            else if (bits >> 4 == 2) x = Vertical(3, first - 1);
            else if (bits >> 4 == 1)
            {
                _bits.Skip(3);
                int one = TakeLength(black != 0), other = one < 0 ? -1 : TakeLength(black == 0);
                if (other < 0 || count + 2 > _columns + 2) return -1;
                _line[count++] = Math.Min(_columns, x + one);
                x = Math.Min(_columns, x + one + other);
                _line[count++] = x;
                isFirst = false;
                continue;
            }
            else if (bits >> 3 == 1)
            {
                _bits.Skip(4);
                x = second;
                isFirst = false;
                continue;
            }
            else if (bits >> 1 == 3) x = Vertical(6, first + 2);
            else if (bits >> 1 == 2) x = Vertical(6, first - 2);
            else if (bits == 3) x = Vertical(7, first + 3);
            else if (bits == 2) x = Vertical(7, first - 3);
            else return -1;

            if (x < (count > 0 ? _line[count - 1] : 0) || x > _columns || count > _columns + 1) return -1;
            _line[count++] = x;
            black ^= 1;
            isFirst = false;
        }

        return count;
    }

    private int Vertical(int bits, int place)
    {
        _bits.Skip(bits);
        return place;
    }

    private int TakeLength(bool isBlack)
    {
        var total = 0;
        while (total <= _columns)
        {
            int code = (isBlack ? FaxCodes.Black : FaxCodes.White)[_bits.Peek(FaxCodes.MaxBits)];
            if (code == 0) return -1;
            _bits.Skip(code & 15);
            total += code >> 4;
            if (code >> 4 < 64) return total;
        }

        return total;
    }
}
