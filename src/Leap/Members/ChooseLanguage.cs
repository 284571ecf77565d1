using Leap.Data;
using Microsoft.EntityFrameworkCore;

namespace Leap.Members;

/// <summary>Keeps the language in which a person reads pages and gets mail. The code is one of the programme's languages.</summary>
public sealed class ChooseLanguage(LeapDb db)
{
    public async Task RunAsync(long personId, string code, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(cancel);
        var person = await db.People.SingleAsync(p => p.Id == personId, cancel);
        person.Language = code;
        await write.CommitAsync(cancel);
    }
}
