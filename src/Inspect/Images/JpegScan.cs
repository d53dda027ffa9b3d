namespace Sekisho.Inspect.Images;

/// <summary>Reads one scan of a JPEG picture (ITU-T T.81 Annexes F and G) into the coefficients, or at once into pixels.</summary>
internal ref struct JpegScan
{
    private readonly bool _isProgressive;
    private readonly int _start, _end, _high, _low;
    private readonly float[][] _tables;
    private readonly short[] _block = new short[64];
    private JpegBits _bits;
    private int _endOfBand;

    public JpegScan(ReadOnlySpan<byte> bytes, int at, float[][] tables, bool isProgressive, int start, int end, int high, int low)
    {
        _bits = new JpegBits(bytes, at);
        (_tables, _isProgressive, _start, _end, _high, _low) = (tables, isProgressive, Math.Clamp(start, 0, 63), Math.Clamp(end, 0, 63), high & 15, low & 15);
    }

    /// <summary>Reads all blocks of the scan; gives back where it ends.</summary>
    /// <param name="components">The colours in it.</param>
    /// <param name="unitsAcross">Units in a row, when there are several colours.</param>
    /// <param name="unitsDown">Rows of units.</param>
    /// <param name="restartInterval">Units between restart markers; 0 for none.</param>
    /// <param name="budget">What it may cost.</param>
    public int Read(IReadOnlyList<JpegComponent> components, int unitsAcross, int unitsDown, int restartInterval, ImageBudget budget)
    {
        var alone = components.Count == 1 ? components[0] : null;
        if (alone is not null) (unitsAcross, unitsDown) = (alone.OwnAcross, alone.OwnDown);
        var left = restartInterval;
        for (var y = 0; y < unitsDown; y++)
        {
            if (!budget.IsInTime()) return _bits.At;
            for (var x = 0; x < unitsAcross; x++)
            {
                if (restartInterval > 0 && left-- == 0)
                {
                    left = restartInterval - 1;
                    if (!_bits.Restart()) return _bits.At;
                    _endOfBand = 0;
                    foreach (var component in components) component.Before = 0;
                }

                if (_bits.IsOver) return _bits.At;
                if (alone is not null) ReadBlock(alone, x, y);
                else
                    foreach (var component in components)
                        for (var i = 0; i < component.Across * component.Down; i++)
                            ReadBlock(component, (x * component.Across) + (i % component.Across), (y * component.Down) + (i / component.Across));
            }
        }

        return _bits.At;
    }

    private void ReadBlock(JpegComponent component, int x, int y)
    {
        var index = (y * component.BlocksAcross) + x;
        if (!_isProgressive)
        {
            Array.Clear(_block);
            ReadBaseline(component, _block);
            if (component.IsKept) JpegTransform.Write(_block, _tables[component.Table], component.Pixels.AsSpan((y * 8 * component.BlocksAcross * 8) + (x * 8)), component.BlocksAcross * 8);
            return;
        }

        var block = component.IsKept ? component.Coefficients.AsSpan(index * 64, 64) : _block;
        if (_start == 0) ReadDc(component, block);
        else if (_high == 0) ReadAc(component, block);
        else RefineAc(component, block);
    }

    private void ReadBaseline(JpegComponent component, Span<short> block)
    {
        if (component.Dc is null || component.Ac is null) return;
        component.Before += _bits.TakeSigned(component.Dc.Read(ref _bits) & 15);
        block[0] = (short)component.Before;
        var zigzag = JpegTransform.ZigZag;
        for (var i = 1; i < 64; i++)
        {
            var value = component.Ac.Read(ref _bits);
            int run = value >> 4, size = value & 15;
            if (size == 0)
            {
                if (run < 15) return;
                i += 15;
                continue;
            }

            i += run;
            var number = _bits.TakeSigned(size);
            if (i < 64) block[zigzag[i]] = (short)number;
        }
    }

    private void ReadDc(JpegComponent component, Span<short> block)
    {
        if (_high > 0)
        {
            if (_bits.Take(1) != 0) block[0] |= (short)(1 << _low);
            return;
        }

        if (component.Dc is null) return;
        component.Before += _bits.TakeSigned(component.Dc.Read(ref _bits) & 15);
        block[0] = (short)(component.Before << _low);
    }

    private void ReadAc(JpegComponent component, Span<short> block)
    {
        if (_endOfBand > 0)
        {
            _endOfBand--;
            return;
        }

        if (component.Ac is null) return;
        var zigzag = JpegTransform.ZigZag;
        for (var i = _start; i <= _end; i++)
        {
            var value = component.Ac.Read(ref _bits);
            int run = value >> 4, size = value & 15;
            if (size == 0)
            {
                if (run < 15)
                {
                    _endOfBand = (1 << run) - 1 + _bits.Take(run);
                    return;
                }

                i += 15;
                continue;
            }

            i += run;
            var number = _bits.TakeSigned(size);
            if (i < 64) block[zigzag[i]] = (short)(number << _low);
        }
    }

    /// <summary>One more bit of what is there already, and new numbers of one bit in between (§G.1.2.3).</summary>
    private void RefineAc(JpegComponent component, Span<short> block)
    {
        if (component.Ac is null) return;
        var zigzag = JpegTransform.ZigZag;
        var bit = (short)(1 << _low);
        var i = _start;
        if (_endOfBand == 0)
        {
            while (i <= _end)
            {
                var value = component.Ac.Read(ref _bits);
                int run = value >> 4, size = value & 15;
                short number = 0;
                if (size != 0) number = _bits.Take(1) != 0 ? bit : (short)-bit;
                else if (run < 15)
                {
                    _endOfBand = (1 << run) + _bits.Take(run);
                    break;
                }

                for (; i <= _end; i++)
                {
                    ref var old = ref block[zigzag[i]];
                    if (old != 0) Refine(ref old, bit);
                    else if (run-- == 0)
                    {
                        if (number != 0) old = number;
                        i++;
                        break;
                    }
                }
            }
        }

        if (_endOfBand == 0) return;
        for (; i <= _end; i++)
        {
            ref var old = ref block[zigzag[i]];
            if (old != 0) Refine(ref old, bit);
        }

        _endOfBand--;
    }

    private void Refine(ref short old, short bit)
    {
        if (_bits.Take(1) != 0 && (old & bit) == 0) old += old > 0 ? bit : (short)-bit;
    }
}
