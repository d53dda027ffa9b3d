namespace Sekisho.Inspect.Containers;

/// <summary>One method of packing in a 7z file.</summary>
/// <param name="Method">Its number in hexadecimal: 00 copy, 21 LZMA2, 030101 LZMA, 06F10701 AES.</param>
/// <param name="Properties">Its settings.</param>
/// <param name="Inputs">How many streams it takes; all but BCJ2 take one.</param>
internal sealed record SevenZipCoder(string Method, byte[] Properties, int Inputs = 1);
