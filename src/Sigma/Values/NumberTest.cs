using System.Buffers.Text;
using Sekisho.Sigma.Matching;

namespace Sekisho.Sigma.Values;

/// <summary>
/// A number. Values of events are numbers when their text is one in decimal notation; the same digits as text fit as
/// well (logs write numbers as text). A value that is no number fits no comparison.
/// </summary>
internal sealed class NumberTest(double number, NumberOperator comparison, byte[] written) : ValueTest
{
    private readonly byte[] _written = CaseFold.Folded(written);

    public double Number => number;

    public NumberOperator Comparison => comparison;

    public byte[] Written => _written;

    public override string Key => $"n{comparison}{number:R}{Convert.ToHexString(_written)}";

    public override bool Matches(EventView view, int value)
    {
        if (view.Kind(value) == EventValueKind.Null) return false;
        var text = view.Folded(value);
        if (comparison == NumberOperator.Equal && text.SequenceEqual(_written)) return true;
        return TryRead(text, out var given) && Holds(given);
    }

    /// <summary>Whether the comparison holds for a number.</summary>
    public bool Holds(double given) => comparison switch
    {
        NumberOperator.Equal => given == number,
        NumberOperator.Less => given < number,
        NumberOperator.LessOrEqual => given <= number,
        NumberOperator.Greater => given > number,
        _ => given >= number,
    };

    /// <summary>Reads a number in decimal notation with nothing around it: <c>' 12'</c> is text, as it is to other engines.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out double number)
    {
        if (text.IsEmpty || text.Length > 64 || !(text[0] is >= (byte)'0' and <= (byte)'9' or (byte)'-' or (byte)'+' or (byte)'.'))
        {
            number = 0;
            return false;
        }

        return Utf8Parser.TryParse(text, out number, out var used) && used == text.Length && double.IsFinite(number);
    }
}
