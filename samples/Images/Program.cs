// Pictures in folders, and a web service that tells what is on one.
//   dotnet run -c Release -- pictures FOLDER        writes a folder of pictures to begin with; leave it out if you have one
//   dotnet run -c Release -- train FOLDER           trains on it and writes clothes.safetensors
//   dotnet run -c Release                           serves: curl --data-binary @picture.png http://localhost:5000/classify
using Images;

const string Weights = "clothes.safetensors";
switch (args)
{
    case ["pictures", string folder]:
        PictureFolder.Fill(folder, "train", 3_000);
        return;
    case ["train", string folder]:
        Console.WriteLine(FormattableString.Invariant($"{Classifier.Trained(folder, Weights).Accuracy:P1} of the pictures that were not trained on are right"));
        return;
}

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddSingleton(_ => new Classifier(Weights));
await using WebApplication service = builder.Build();

service.MapPost("/classify", async (HttpRequest request, Classifier classifier) =>
{
    using var body = new MemoryStream();
    await request.Body.CopyToAsync(body);
    body.Position = 0;
    try
    {
        return Results.Ok(classifier.Classify(Picture.Decode(body)));
    }
    catch (InvalidDataException notAnImage)
    {
        return Results.BadRequest(notAnImage.Message);
    }
});

// Made now and not with the first request: a missing file ends the program here.
service.Services.GetRequiredService<Classifier>();
await service.RunAsync();
