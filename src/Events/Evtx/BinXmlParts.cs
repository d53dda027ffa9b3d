using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;

namespace Sekisho.Events.Evtx;

/// <summary>Reads the pieces that the text of an element or attribute is made of: literal values, references, places for the values of a record.</summary>
internal sealed class BinXmlParts
{
    private readonly byte[] _name = new byte[BinXmlCursor.MaxNameCharacters * 3];

    /// <summary>So far there was nothing but white space.</summary>
    public bool OnlySpace { get; set; } = true;

    /// <summary>The token is one of those that make up text.</summary>
    public static bool IsText(byte token) => BinXmlToken.Plain(token)
        is BinXmlToken.Value or BinXmlToken.CData or BinXmlToken.CharacterReference or BinXmlToken.EntityReference
        or BinXmlToken.Substitution or BinXmlToken.OptionalSubstitution;

    /// <summary>Reads one part and adds it to a plan.</summary>
    /// <param name="cursor">At the token.</param>
    /// <param name="plan">Where the part goes.</param>
    public void Read(ref BinXmlCursor cursor, BinXmlPlan plan)
    {
        var token = BinXmlToken.Plain(cursor.Byte());
        switch (token)
        {
            case BinXmlToken.Substitution or BinXmlToken.OptionalSubstitution:
                var index = cursor.UInt16();
                cursor.Take(1);
                plan.Add(new BinXmlPlan.Part(index, token == BinXmlToken.OptionalSubstitution, 0, 0));
                OnlySpace = false;
                break;
            case BinXmlToken.Value:
                Literal((BinXmlType)cursor.Byte(), ref cursor, plan);
                break;
            case BinXmlToken.CData:
                Literal(BinXmlType.Text, cursor.Take(cursor.UInt16() * 2), plan);
                break;
            case BinXmlToken.CharacterReference:
                var character = cursor.UInt16();
                Literal(BinXmlType.Text, MemoryMarshal.AsBytes(new ReadOnlySpan<ushort>(in character)), plan);
                break;
            default:
                Entity(cursor.Name(), plan);
                break;
        }
    }

    private void Literal(BinXmlType type, ref BinXmlCursor cursor, BinXmlPlan plan)
    {
        switch (type)
        {
            case BinXmlType.Text: Literal(type, cursor.Take(cursor.UInt16() * 2), plan); break;
            case BinXmlType.AnsiText or BinXmlType.Binary: Literal(type, cursor.Take(cursor.UInt16()), plan); break;
            case BinXmlType.Null: break;
            default:
                if (BinXmlText.ElementBytes(type) is > 0 and var length) Literal(type, cursor.Take(length), plan);
                else cursor.Failed = true;
                break;
        }
    }

    private void Literal(BinXmlType type, ReadOnlySpan<byte> value, BinXmlPlan plan)
    {
        var room = plan.Reserve(BinXmlText.MostBytes(value.Length));
        var length = BinXmlText.Write(type, value, room);
        if (OnlySpace) OnlySpace = room[..length].Trim(" \t\r\n"u8).IsEmpty;
        plan.Add(new BinXmlPlan.Part(-1, Optional: false, plan.Commit(length), length));
    }

    private void Entity(ReadOnlySpan<byte> name, BinXmlPlan plan)
    {
        var length = Name(name, _name);
        ReadOnlySpan<byte> text = Encoding.ASCII.GetString(_name.AsSpan(0, Math.Min(length, 4))) switch
        {
            "amp" => "&"u8,
            "lt" => "<"u8,
            "gt" => ">"u8,
            "quot" => "\""u8,
            "apos" => "'"u8,
            _ => _name.AsSpan(0, length),
        };
        plan.Add(new BinXmlPlan.Part(-1, Optional: false, plan.AddText(text), text.Length));
        OnlySpace = false;
    }

    /// <summary>A name in UTF-8.</summary>
    /// <param name="utf16">The name; no longer than the cursor lets through.</param>
    /// <param name="target">Three bytes for each character.</param>
    public static int Name(ReadOnlySpan<byte> utf16, Span<byte> target)
    {
        Utf8.FromUtf16(MemoryMarshal.Cast<byte, char>(utf16), target, out _, out var written, replaceInvalidSequences: true);
        return written;
    }
}
