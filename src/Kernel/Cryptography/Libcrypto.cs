using System.Runtime.InteropServices;

namespace Sekisho.Kernel.Cryptography;

/// <summary>The functions of OpenSSL 3's libcrypto that are needed; see their manual pages (EVP_PKEY_new(3), EVP_DigestSignInit(3)).</summary>
internal static class Libcrypto
{
    public const string Name = "libcrypto.so.3";

    /// <summary>EVP_PKEY_ED25519: the number is part of the library's stable interface.</summary>
    public const int Ed25519 = 1087;

#pragma warning disable SYSLIB1054 // LibraryImport would need unsafe code; these take blittable arguments only
    [DllImport(Name, EntryPoint = "EVP_PKEY_new_raw_private_key")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern nint NewPrivateKey(int type, nint engine, in byte key, nint length);

    [DllImport(Name, EntryPoint = "EVP_PKEY_new_raw_public_key")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern nint NewPublicKey(int type, nint engine, in byte key, nint length);

    [DllImport(Name, EntryPoint = "EVP_PKEY_get_raw_public_key")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int GetPublicKey(nint key, ref byte publicKey, ref nint length);

    [DllImport(Name, EntryPoint = "EVP_PKEY_free")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern void FreeKey(nint key);

    [DllImport(Name, EntryPoint = "EVP_MD_CTX_new")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern nint NewDigestContext();

    [DllImport(Name, EntryPoint = "EVP_MD_CTX_free")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern void FreeDigestContext(nint context);

    [DllImport(Name, EntryPoint = "EVP_DigestSignInit")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int SignInit(nint context, nint keyContext, nint digest, nint engine, nint key);

    [DllImport(Name, EntryPoint = "EVP_DigestSign")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int Sign(nint context, ref byte signature, ref nint signatureLength, in byte message, nint length);

    [DllImport(Name, EntryPoint = "EVP_DigestVerifyInit")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int VerifyInit(nint context, nint keyContext, nint digest, nint engine, nint key);

    [DllImport(Name, EntryPoint = "EVP_DigestVerify")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int Verify(nint context, in byte signature, nint signatureLength, in byte message, nint length);

    [DllImport(Name, EntryPoint = "ERR_clear_error")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern void ClearErrors();
#pragma warning restore SYSLIB1054
}
