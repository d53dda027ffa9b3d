namespace Sekisho.Mime;

/// <summary>What bytes a text holds.</summary>
[Flags]
internal enum TextFlags : byte
{
    None = 0,
    CrLf = 1,
    BareLineFeed = 2,
    BareCarriageReturn = 4,
    Nul = 8,
    EightBit = 16,
}
