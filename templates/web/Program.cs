using SparseGen;
using SparseGenWeb;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddSingleton(_ => Classifier.Load("classifier.safetensors"));
var app = builder.Build();

// curl -X POST -H 'Content-Type: application/json' -d '[1, -0.4, -0.7, 1]' http://localhost:5000/classify
app.MapPost("/classify", (float[] measurements, Classifier model) =>
{
    if (measurements.Length != Classifier.Info.InputSize)
    {
        return Results.BadRequest($"There are {measurements.Length} measurements; expected {Classifier.Info.InputSize}.");
    }

    float[] scores = new float[Classifier.Info.OutputSize];
    model.Forward(measurements, scores);
    return Results.Ok(new { Class = Scores.Best(scores), Scores = scores });
});

app.Run();
