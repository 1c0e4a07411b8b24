/* Given names that the lists leave out, by where they are at home: facts. */

export const moreNames = `
Jan Mia Roy Sid Cees Kees Joop Aaltje Aafke Akke Anneke Annemiek Anneloes Auke Baukje Bouke Brechtje Corrie Dieuwertje Doutzen Eelco Eelke Evert Feike Femke Fenna Fokke Froukje
Geert Geertje Geertruida Gerrit Gijs Gijsbert Grietje Harm Heleen Hendrika Hendrikje Hidde Hilde Hylke Ineke Jelle Jikke Jorrit Jurre Klaasje Lieke
Liesbeth Lobke Machteld Maaike Maartje Marijke Marloes Meindert Mirthe Neeltje Nynke Pleun Reinder Renske Rixt Roelof Sietske Sjoerd Sybren Tijmen Tjitske
Trijntje Wiebe Wietse Wieteke Willemijn Wouter Ytsje Yvon
Alois Anderl Annegret Annelore Bärbel Bertram Burkhard Dörte Eckart Edeltraud Egon Elfriede Ernestine Ewald Friedhelm Gernot Gesine Giselher Gundula Hannelore
Hedwig Heiderose Heike Henning Hildegard Hinnerk Ilse Ingeborg Irmgard Jörn Jobst Kilian Korbinian Kreszenz Kunigunde Lieselotte Ludger Luitpold Manfred Mechthild
Meike Onno Ortrun Ottilie Quirin Raimund Reto Rüdiger Roswitha Rosemarie Sieglinde Siegfried Swantje Tjark Traudl Urs Ursula Vroni Waltraud Wiebke Wilhelmine Wolfram
Xaver Ueli Regula Vreni
Aliénor Anatole Apolline Armand Aurore Bérengère Blaise Capucine Céleste Clotilde Cyprien Edmée Éloïse Eudes Fantine Firmin Gaspard Ghislain Ghislaine Gontran
Hermine Honorine Hortense Isaure Jocelyne Léonie Lilou Loïc Ludivine Maëlle Maïwenn Mélusine Mireille Ninon Octavie Pascaline Perrine Philibert Quentin Rémi Romaric
Ségolène Séverine Solange Solène Tancrède Thaïs Théodule Tiphaine Ulysse Violaine Yannick Yvette Zélie
Abelardo Aitor Amparo Anselmo Aranzazu Arantxa Asier Begoña Brais Candela Casilda Chema Consuelo Edurne Eneko Eulalia Eusebio Facundo Fermín Garazi Gorka
Graciela Gumersindo Haizea Iker Inmaculada Íñigo Ixchel Jacinta Jimena Joaquina Jordi Josefina Joseba Koldo Leire Macarena Maite Marisol Meritxell Montse
Montserrat Nahuel Nerea Oihana Oriol Pascual Purificación Ramiro Remedios Rigoberto Rocío Rosario Roser Salomé Sergi Soledad Tadeo Uxue Vicenta Ximena Xabier Xochitl Yago
Yolanda Zoraida
Amilcare Aurelio Calogero Carmela Carmelo Ciro Concetta Cosimo Donatella Elpidio Ermanno Ettore Fabrizio Filomena Fiorenza Gaetano Gelsomina Gennaro Gilda Ginevra Ippolito
Ivana Ivano Lavinia Leandro Loredana Ludovica Mafalda Mariagrazia Mirella Nunzia Nunzio Oreste Ornella Ottavio Palmira Pierluigi Piergiorgio Placido Prospero Raffaella Rosalba
Rosaria Santina Saverio Serafina Teodolinda Tiziana Ubaldo Vincenza Viviana Zaira
Adalgisa Adélia Airton Anacleto Aurélio Baltazar Benedita Berenice Catarina Celina Clarice Conceição Dalva Deolinda Djalma Edilson Filipa Genoveva Geraldo Gertrudes Gonçalo
Graça Iara Iracema Itamar Jandira Joaquim Jussara Kátia Lenita Leocádia Leopoldina Lindalva Lurdes Mafalda Margarida Marinalva Neusa Noémia Olívia Perpétua Quitéria Rosângela
Rui Severino Sidónio Tânia Tatiana Valdemar Valdir Vasco Virgínia Wagner Wanda Zulmira
Agnieszka Bartłomiej Bogumiła Bohdan Bożena Bronisław Cecylia Czesław Danuta Dobrosława Eligiusz Felicja Genowefa Grażyna Halina Henryk Honorata Ignacy Jadwiga Jarosław
Kazimierz Kornelia Ludwika Mieczysław Miłosz Mirosława Olgierd Przemysław Radosław Seweryn Stanisława Sylwia Teodozja Urszula Wacław Wiesława Witold Zbigniew Zdzisław Zenon Zofia Żaneta
Blažena Bohuslav Boleslav Břetislav Čestmír Dalibor Dobromila Drahomíra Hedvika Jarmila Jindřich Květa Květoslava Libuše Ludmila Milada Miloslav Oldřich Radomír Růžena Slavomír
Svatopluk Vendula Vlasta Vlastimil Vratislav Zdenka Zdeňka
Ainikki Arvid Asbjørn Astri Åse Birgitta Bjarne Botilda Dagny Eivind Embla Eskil Gudrun Gunhild Gunvor Halvard Håkon Hjördis Ingegerd Ingvild Kajsa Ragnhild Sigbritt Sigrun Sixten
Solveig Sölvi Svanhild Tordis Torbjörn Torsten Tyra Valborg Yngve Ylva Öyvind Øystein Päivi Pirkko Tuulikki Väinö Aino Eero Ilmari Kalervo Oskari Raija Seppo Tapio
Amaka Amina Amrita Anahita Ananya Anjali Ashok Ayodele Babatunde Bhavesh Chidi Chiamaka Chinedu Chukwuemeka Deepak Devika Emeka Farhan Farida Fatima Gurpreet Harpreet Hamza
Imani Ifeoma Jagdish Jamila Kavita Kwabena Kwame Lakshmi Lakeisha Leila Mahmoud Makena Meera Mehwish Mwangi Nadia Naveen Ngozi Nkechi Njeri Nomvula Obinna Olabisi Oluwaseun Oumou Padma
Parvati Pradeep Priyanka Rajesh Rahul Rania Reza Rukmini Sakura Salma Samira Sanjay Shabnam Shanthi Shreya Siddharth Sipho Soraya Sunita Suresh Tamika Tendai Thandiwe Tunde Usha Vijay
Vikram Wanjiru Yasmin Yusuf Zainab Zanele Zawadi
Akihiro Akiko Asuka Ayaka Chiyo Daisuke Emiko Fumiko Haruka Haruki Haruto Hideo Hideki Hiroshi Hiroko Hitomi Kaori Katsuo Kazuki Kazuo Keiko Kenji Kiyoshi Koichi Kyoko Makoto Mariko
Masahiro Masako Mayumi Michiko Minako Misaki Mitsuko Naoki Naoko Noriko Reiko Rina Ryota Sachiko Satoshi Sayuri Setsuko Shigeru Shinji Shizuko Shota Sumiko Takashi Takeshi Tatsuya Tetsuya
Tomoko Toshiko Tsubasa Yasuhiro Yoko Yoshiko Yuki Yukiko Yumiko Yusuke Jihoon Jiwoo Minjun Minseo Seoyeon Soojin Sunhee Youngho Xiaoming Xiaoli Meiling Weiwei Jianguo Guang Huong Linh Ngoc
Phuong Quynh Thanh Thuy Tuan Trang Siti Putri Dewi Wayan Ketut Nyoman Bambang Agus Rizky
Ambrose Aubrey Augustine Barnaby Bartholomew Benedict Blanche Briony Bronwen Cecily Clementine Cordelia Cornelius Cressida Crispin Desmond Duncan Eamon Edwina Eilidh Elspeth Ewan Fenella
Fergus Fiona Fionnuala Gareth Gethin Gideon Gwendolyn Hamish Harriet Hollis Horatio Imogen Ingrid Isadora Isla Kieran Lachlan Leander Lionel Lorcan Lysander Magnus Malachy Marlowe Mungo
Nigel Niamh Octavia Orla Oswald Percival Perpetua Peregrine Philippa Phineas Quincy Rhiannon Rhys Roderick Rowena Rupert Saoirse Seamus Siobhan Tabitha Tamsin Thaddeus Theodora
Tiernan Tobias Ulrica Verity Winifred Wilfred Xanthe Yorick Zachary Zebedee
`;
