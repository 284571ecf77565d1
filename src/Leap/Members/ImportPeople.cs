using Leap.Data;
using Leap.Imports;
using Leap.Locales;
using Leap.Members.Invitations;
using Microsoft.EntityFrameworkCore;

namespace Leap.Members;

/// <summary>
/// People and where they work, keyed by e-mail address. A row with another firm and a later day ends the membership before it on the day
/// before. Only staff may be without a firm.
/// </summary>
public sealed class ImportPeople(LeapDb db, Languages languages, InvitationLetters letters) : IImport
{
    public string Subject => "people";

    public IReadOnlyList<string> Columns { get; } =
        ["email", "name", "country", "language", "firm", "personas", "from", "board_name", "alias", "staff"];

    public async Task<ImportReport> RunAsync(TextReader file, ImportOptions options, CancellationToken cancel)
    {
        await using var run = await ImportRun.BeginAsync(db, this, file, options, cancel);
        var world = new World(
            await db.Countries.AsNoTracking().ToDictionaryAsync(c => c.Code, StringComparer.OrdinalIgnoreCase, cancel),
            await db.FirmsByCodeAsync(cancel),
            languages.All.Select(l => l.Code).ToHashSet(StringComparer.OrdinalIgnoreCase),
            MayGiveRoles: options.StaffId is null);
        await foreach (var batch in run.BatchesAsync(row => Read(row, world), cancel))
        {
            await StoreAsync(run, batch, options, cancel);
        }

        return run.Report;
    }

    private static NewPerson Read(ImportRow row, World world)
    {
        var country = row.Find("country", world.Countries, "import.reason.not_our_country");
        var staff = row.OptionalChoice<StaffRole>("staff");
        if (staff is not null && !world.MayGiveRoles)
        {
            row.Complain("staff", "import.reason.role");
        }

        var firm = staff is not null && row.IsEmpty("firm") ? null : row.Find("firm", world.Firms, "import.reason.no_firm");
        var board = row.OptionalChoice<BoardName>("board_name") ?? BoardName.Name;
        var person = new NewPerson
        {
            Email = row.Email("email"),
            Name = row.Name("name", 200),
            Country = country?.Code ?? "",
            Language = row.IsEmpty("language")
                ? firm?.Language ?? country?.Language ?? ""
                : row.OneOf("language", world.Languages, "import.reason.no_language"),
            FirmId = firm?.Id,
            Personas = firm is null ? Personas.None : row.Flags<Personas>("personas"),
            FromOn = row.Date("from"),
            BoardName = board,
            Alias = row.IsEmpty("alias") && board != BoardName.Alias ? null : row.Text("alias", BoardAlias.LettersMax),
            Staff = staff,
            KeepsRole = !world.MayGiveRoles,
        };
        row.Once("email", person.Email);
        if (person.Alias is { Length: > 0 } alias)
        {
            row.Once("alias", "alias " + BoardAlias.KeyOf(alias));
        }

        return person;
    }

    private async Task StoreAsync(
        ImportRun run, IReadOnlyList<Taken<NewPerson>> batch, ImportOptions options, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(cancel);
        batch = await WithFreeAliasesAsync(batch, cancel);
        var addresses = batch.Select(t => t.Value.Address).ToList();
        var people = await db.People.Where(p => addresses.Contains(p.NormalizedUserName!))
            .ToDictionaryAsync(p => p.NormalizedUserName!, StringComparer.Ordinal, cancel);
        var ids = people.Values.Select(p => p.Id).ToList();
        var memberships = (await db.Memberships.Where(m => ids.Contains(m.PersonId)).ToListAsync(cancel)).ToLookup(m => m.PersonId);
        var added = batch.Where(t => !people.ContainsKey(t.Value.Address))
            .Select(t => (Fresh: t.Value, Person: t.Value.ToPerson()))
            .ToList();
        await db.InsertAsync([.. added.Select(a => a.Person)], cancel);
        await db.InsertAsync([.. added.Select(a => a.Fresh.ToMembership(a.Person.Id)).OfType<Membership>()], cancel);
        if (options.SendsInvitations)
        {
            await letters.InviteAsync(
                [.. added.Select(a => a.Fresh.ToInvitation(a.Person.Id, options.StaffId)).OfType<NewInvitation>()], cancel);
        }

        run.CountAdded(added.Count);
        var known = batch.Where(t => people.ContainsKey(t.Value.Address))
            .Select(t => new Known(t.Row, t.Value, people[t.Value.Address], [.. memberships[people[t.Value.Address].Id]]))
            .ToList();
        foreach (var row in await WithAdminsLeftAsync(known, cancel))
        {
            Update(run, row);
        }

        await write.CommitAsync(cancel);
        db.ChangeTracker.Clear();
    }

    /// <summary>The rows whose alias nobody else plays under.</summary>
    private async Task<IReadOnlyList<Taken<NewPerson>>> WithFreeAliasesAsync(
        IReadOnlyList<Taken<NewPerson>> batch, CancellationToken cancel)
    {
        var keys = batch.Select(t => t.Value.Alias).OfType<string>().Select(BoardAlias.KeyOf).ToList();
        if (keys.Count == 0)
        {
            return batch;
        }

        var owners = await db.People.AsNoTracking().Where(p => keys.Contains(p.AliasKey!))
            .ToDictionaryAsync(p => p.AliasKey!, p => p.NormalizedUserName, StringComparer.Ordinal, cancel);
        var free = new List<Taken<NewPerson>>(batch.Count);
        foreach (var taken in batch)
        {
            if (taken.Value.Alias is { } alias && owners.TryGetValue(BoardAlias.KeyOf(alias), out var owner)
                && !string.Equals(owner, taken.Value.Address, StringComparison.Ordinal))
            {
                taken.Row.Complain("alias", "import.reason.alias_taken");
                continue;
            }

            free.Add(taken);
        }

        return free;
    }

    /// <summary>The rows after which each firm still has an admin; those who become one in the file count, wherever they stand.</summary>
    private async Task<List<Known>> WithAdminsLeftAsync(List<Known> rows, CancellationToken cancel)
    {
        var timely = rows.FindAll(IsTimely);
        long[] losing = [.. timely.Where(r => r.LosesAdmin).Select(r => r.Current!.FirmId).Distinct()];
        await db.LockFirmsAsync(losing, cancel);
        var admins = await db.AdminsAsync(losing, cancel);
        foreach (var row in timely.Where(r => r is { BecomesAdmin: true, Person.SuspendedAt: null }))
        {
            admins.GetValueOrDefault(row.Fresh.FirmId!.Value)?.Add(row.Person.Id);
        }

        return timely.FindAll(row => !row.LosesAdmin || LeavesOne(row, admins[row.Current!.FirmId]));
    }

    private static bool LeavesOne(Known row, HashSet<long> admins)
    {
        if (!admins.Any(id => id != row.Person.Id))
        {
            row.Row.Complain(row.IsMove ? "firm" : "personas", "import.reason.last_admin", ("name", row.Person.Name));
            return false;
        }

        admins.Remove(row.Person.Id);
        return true;
    }

    private static bool IsTimely(Known known)
    {
        var (row, fresh, _, memberships) = known;
        if (!known.IsMove || !memberships.Exists(m => m.FromOn >= fresh.FromOn || m.ToOn >= fresh.FromOn))
        {
            return true;
        }

        row.Complain("from", "import.reason.move_too_early", ("day", memberships.Max(m => m.ToOn ?? m.FromOn)));
        return false;
    }

    private void Update(ImportRun run, Known row)
    {
        var (fresh, person, current, same) = (row.Fresh, row.Person, row.Current, row.Same);
        (person.Name, person.Language, person.Country) = (fresh.Name, fresh.Language, fresh.Country);
        (person.BoardName, person.Alias) = (fresh.BoardName, fresh.Alias);
        person.Staff = fresh.KeepsRole ? person.Staff : fresh.Staff;
        if (row.IsMove)
        {
            current?.ToOn = fresh.FromOn.AddDays(-1);
            db.Memberships.Add(fresh.ToMembership(person.Id)!);
            run.CountChanged();
            return;
        }

        same?.Personas = fresh.Personas;
        run.CountSaved([person, .. same is null ? Array.Empty<object>() : [same]]);
    }

    /// <param name="MayGiveRoles">Only the command line: on a page, an administrator gives them one by one.</param>
    private sealed record World(
        Dictionary<string, Country> Countries, Dictionary<string, Firm> Firms, HashSet<string> Languages, bool MayGiveRoles);

    /// <summary>A row about somebody who is enrolled already.</summary>
    private sealed record Known(ImportRow Row, NewPerson Fresh, Person Person, List<Membership> Memberships)
    {
        public Membership? Current => Memberships.Find(m => m.ToOn is null);

        /// <summary>The membership that the row is about; null for a move and for staff without a firm.</summary>
        public Membership? Same =>
            Memberships.Find(m => m.FirmId == Fresh.FirmId && m.FromOn == Fresh.FromOn)
            ?? (Current?.FirmId == Fresh.FirmId ? Current : null);

        public bool IsMove => Fresh.FirmId is not null && Same is null;

        public bool LosesAdmin =>
            Current is { } current && IsAdmin(current.Personas) && (IsMove || (Same == current && !IsAdmin(Fresh.Personas)));

        public bool BecomesAdmin => IsAdmin(Fresh.Personas) && (IsMove || (Same is not null && Same == Current));

        private static bool IsAdmin(Personas personas) => (personas & Personas.FirmAdmin) != Personas.None;
    }

    private sealed record NewPerson
    {
        public required string Email { get; init; }

        /// <summary>The form in which addresses are compared and stored for sign-in.</summary>
        public string Address => Email.ToUpperInvariant();

        public required string Name { get; init; }

        public required string Country { get; init; }

        public required string Language { get; init; }

        public required long? FirmId { get; init; }

        public required Personas Personas { get; init; }

        public required DateOnly FromOn { get; init; }

        public required BoardName BoardName { get; init; }

        public required string? Alias { get; init; }

        public required StaffRole? Staff { get; init; }

        /// <summary>A file that a person brings gives no role and takes none.</summary>
        public required bool KeepsRole { get; init; }

        public Person ToPerson() => new()
        {
            UserName = Email,
            NormalizedUserName = Address,
            Email = Email,
            NormalizedEmail = Address,
            SecurityStamp = Guid.NewGuid().ToString("N"),
            LockoutEnabled = true,
            Name = Name,
            Language = Language,
            Country = Country,
            BoardName = BoardName,
            Alias = Alias,
            Staff = Staff,
            EnrolledOn = FromOn,
        };

        /// <summary>Null for staff without a firm.</summary>
        public Membership? ToMembership(long personId) => FirmId is not { } firmId
            ? null
            : new Membership { PersonId = personId, FirmId = firmId, Personas = Personas, FromOn = FromOn };

        /// <inheritdoc cref="ToMembership"/>
        public NewInvitation? ToInvitation(long personId, long? inviterId) => FirmId is not { } firmId
            ? null
            : new NewInvitation(firmId, Email, Language, Personas) { Name = Name, PersonId = personId, InvitedById = inviterId };
    }
}
