// Validates PDF files against PDF/UA-1 and PDF/A-3a with the veraPDF library, and prints a line per file and standard:
// standard, file, whether it complies, number of checks, the rules it breaks. The profiles lie in the jar beside the
// library; what would read them does not, so they are read here.
importPackage(org.verapdf.pdfa, org.verapdf.pdfa.flavours, org.verapdf.pdfa.validation.profiles);

var STANDARDS = [["ua1", "PDFUA-1"], ["3a", "PDFA-3A"]];

function elements(parent, tag) {
    var list = parent.getElementsByTagName(tag), found = [];
    for (var i = 0; i < list.getLength(); i++) found.push(list.item(i));
    return found;
}

function textOf(parent, tag) {
    var found = elements(parent, tag);
    return found.length ? found[0].getTextContent() : "";
}

function readProfile(name, flavour) {
    var stream = java.lang.Class.forName("org.verapdf.pdfa.Foundries")
        .getResourceAsStream("/org/verapdf/pdfa/validation/" + name + ".xml");
    var document = javax.xml.parsers.DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(stream);
    var rules = new java.util.HashSet(), variables = new java.util.HashSet(), nothing = new java.util.ArrayList();
    elements(document, "rule").forEach(function (rule) {
        var id = elements(rule, "id")[0];
        var ruleId = Profiles.ruleIdFromValues(
            PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
            id.getAttribute("clause"), parseInt(id.getAttribute("testNumber")));
        var deferred = rule.getAttribute("deferred") == "true" ? java.lang.Boolean.TRUE : null;
        rules.add(Profiles.ruleFromValues(
            ruleId, rule.getAttribute("object"), deferred, rule.getAttribute("tags"), textOf(rule, "description"),
            textOf(rule, "test"), Profiles.errorFromValues(textOf(rule, "message"), nothing), nothing));
    });
    elements(document, "variable").forEach(function (variable) {
        variables.add(Profiles.variableFromValues(
            variable.getAttribute("name"), variable.getAttribute("object"),
            textOf(variable, "defaultValue"), textOf(variable, "value")));
    });
    var details = Profiles.profileDetailsFromValues(name, "", "", new java.util.Date());
    return Profiles.profileFromValues(flavour, details, "", rules, variables);
}

function broken(result) {
    var rules = {};
    for (var it = result.getTestAssertions().iterator(); it.hasNext();) {
        var id = it.next().getRuleId();
        rules[id.getClause() + "-" + id.getTestNumber()] = true;
    }
    return Object.keys(rules);
}

var files = arguments;
org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider.initialise();
STANDARDS.forEach(function (standard) {
    var flavour = PDFAFlavour.byFlavourId(standard[0]);
    var profile = readProfile(standard[1], flavour);
    for (var i = 0; i < files.length; i++) {
        var parser = Foundries.defaultInstance().createParser(new java.io.File(files[i]), flavour);
        var result = Foundries.defaultInstance().createValidator(profile, false).validate(parser);
        print([standard[1], files[i], result.isCompliant(), result.getTotalAssertions(),
               broken(result).join(" ")].join("\t"));
        parser.close();
    }
});
