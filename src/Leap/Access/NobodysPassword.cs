using System.Security.Cryptography;
using Leap.Members;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Leap.Access;

/// <summary>What a password is compared with when there is none, so that the answer takes as long.</summary>
public sealed class NobodysPassword(IOptions<PasswordHasherOptions> options)
{
    internal static readonly Person Nobody = new() { Name = "", Language = "", Country = "" };

    internal string Hash { get; } =
        new PasswordHasher<Person>(options).HashPassword(Nobody, Convert.ToHexString(RandomNumberGenerator.GetBytes(32)));
}
